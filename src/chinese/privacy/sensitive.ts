import type { Folded } from "../fold.ts";
import { type DigitGroup, digitRuns } from "./digit-runs.ts";
import { digitView, mayHoldNumber } from "./digit-view.ts";
import {
  areaLength,
  isCard,
  isId15,
  isId18,
  isLandline,
  isPhone,
  type SensitiveKind,
  shownAs,
} from "./sensitive-kinds.ts";
import { spokenNumbers } from "./spoken-numbers.ts";

/** A number that must not be shown in full: `text.slice(start, end) === raw`. */
export type Hit = {
  readonly kind: SensitiveKind;
  readonly start: number;
  readonly end: number;
  readonly raw: string;
  /** what stands there instead, in plain digits */
  readonly shown: string;
};

type Found = { readonly kind: SensitiveKind; readonly digits: string; readonly groups: readonly DigitGroup[] };

const phoneShapes = new Set([
  "11",
  "13",
  "15",
  "3-4-4",
  "3-8",
  "7-4",
  "2-11",
  "4-11",
  "2-3-4-4",
  "4-3-4-4",
  "2-3-8",
  "4-3-8",
]);
const hyphenatedPhoneShapes = new Set(["4-3-4", "4-4-3", "3-3-5"]);
const landlineShapes = new Set(["11", "12", "4-7", "4-8", "3-8", "4-3-4", "4-4-4", "3-4-4"]);
const cardShape = /^(?:1[6-9]|4-4-4-4(?:-[123])?|6-1[0-3]|8-8)$/;
const longestNumber = 19;
const mostGroups = 6;

/** Every number to be masked, left to right, never overlapping. As many looks as the most numbers that hide each other, each linear in the length of the text. */
export function findSensitive(text: string): readonly Hit[] {
  if (!mayHoldNumber(text)) return [];
  const view = digitView(text);
  return everyNumber(view.text)
    .sort((one, other) => one.start - other.start)
    .map(({ kind, digits, start, end }) => toHit(text, view, kind, digits, start, end));
}

/** What stands beside one number, and could be its fraction or its other half, may be one itself once that is taken away. */
function everyNumber(folded: string): NumberAt[] {
  const written = digitRuns(folded)
    .flatMap(inRun)
    .map((found) => ({ ...found, ...spanOf(folded, found) }));
  const found = [...written, ...spokenNumbers(without(folded, written))];
  return found.length === 0 ? [] : [...found, ...everyNumber(without(folded, found))];
}

/**
 * The text with every such number replaced by its shown form and nothing else touched. What can be read as a number only
 * beside a shown form is replaced too, so nothing is left to mask.
 */
export function maskSensitive(text: string): string {
  const hits = findSensitive(text);
  if (hits.length === 0) return text;
  let masked = "";
  let done = 0;
  for (const { start, end, shown } of hits) {
    masked += text.slice(done, start) + shown;
    done = end;
  }
  return maskSensitive(masked + text.slice(done));
}

function inRun(run: readonly DigitGroup[]): Found[] {
  const found: Found[] = [];
  let unread = 0;
  for (let at = 0; at < run.length; at++) {
    const hit = startingAt(run, at);
    if (!hit) continue;
    found.push(...oddlySpaced(run.slice(unread, at)), hit);
    at += hit.groups.length - 1;
    unread = at + 1;
  }
  return [...found, ...oddlySpaced(run.slice(unread))];
}

/** The longest number written in a usual way that begins with this group. */
function startingAt(run: readonly DigitGroup[], at: number): Found | null {
  let best: Found | null = null;
  let digits = "";
  for (let end = at + 1; end <= Math.min(run.length, at + mostGroups) && digits.length < longestNumber; end++) {
    digits += run[end - 1]?.digits ?? "";
    const groups = run.slice(at, end);
    const kind = digits.length >= 11 ? kindOf(digits, groups) : null;
    if (kind) best = { kind, digits, groups };
  }
  return best;
}

function kindOf(digits: string, groups: readonly DigitGroup[]): SensitiveKind | null {
  if (isId18(digits)) return "id";
  const shape = groups.map((group) => group.digits.length).join("-");
  if (isPhone(digits) && usualPhone(shape, groups)) return "phone";
  if (isLandline(digits) && landlineShapes.has(shape) && areaStandsAlone(digits, groups)) return "landline";
  if (isId15(digits) && (shape === "15" || shape === "6-6-3")) return "id";
  return isCard(digits) && cardShape.test(shape) && looksLikeCard(digits, groups) ? "card" : null;
}

/** In groups also by how cards begin: two dates side by side are none. */
function looksLikeCard(digits: string, groups: readonly DigitGroup[]): boolean {
  return groups.length === 1 || /^[3-69]/.test(digits);
}

function usualPhone(shape: string, groups: readonly DigitGroup[]): boolean {
  const hyphenated = groups.slice(0, -1).every((group) => /\S/.test(group.separator));
  // 86, and a number on the next line: no country code
  if (/^[24]-/.test(shape) && !/^ *[-().‐–—]? *$/.test(groups[0]?.separator ?? "")) return false;
  return phoneShapes.has(shape) || (hyphenated && hyphenatedPhoneShapes.has(shape));
}

function areaStandsAlone(digits: string, [first, second]: readonly DigitGroup[]): boolean {
  return second === undefined || first?.digits.length === areaLength(digits);
}

/**
 * A run parted oddly, by nothing but blanks or by the same sign throughout, that is one number when they are left out;
 * no list of round sums.
 */
function oddlySpaced(groups: readonly DigitGroup[]): Found[] {
  const singly = groups.length <= longestNumber && groups.every((group) => group.digits.length === 1);
  if (groups.length < 2 || (groups.length > 5 && !singly)) return [];
  if (groups.every((group) => /[05]$/.test(group.digits))) return [];
  const separators = groups.slice(0, -1).map((group) => group.separator.trim());
  const [sign = ""] = separators;
  if (!separators.every((other) => other === sign)) return [];
  const digits = groups.map((group) => group.digits).join("");
  if (sign !== "")
    return isPhone(digits) && (singly || startsLikePhone(groups, sign)) ? [{ kind: "phone", digits, groups }] : [];
  const kind = isId18(digits)
    ? "id"
    : isPhone(digits)
      ? "phone"
      : isLandline(digits)
        ? "landline"
        : isCard(digits)
          ? "card"
          : null;
  return kind ? [{ kind, digits, groups }] : [];
}

/** 138-00-00-12-34, but no sums parted by commas */
function startsLikePhone([first]: readonly DigitGroup[], sign: string): boolean {
  return first?.digits.length === 3 && !/[,/]/.test(sign);
}

type Span = { readonly start: number; readonly end: number };
type NumberAt = Span & Pick<Found, "kind" | "digits">;

function spanOf(text: string, { kind, groups }: Found): Span {
  const start = groups[0]?.start ?? 0;
  const end = groups.at(-1)?.end ?? 0;
  const ahead = text.slice(Math.max(0, start - 8), start);
  return { start: start - lead(kind, ahead, text.slice(start, end).includes(")")), end };
}

/** The text with other signs in place of the spans, as long as before. */
function without(text: string, spans: readonly Span[]): string {
  let left = "";
  let done = 0;
  for (const { start, end } of spans.toSorted((one, other) => one.start - other.start)) {
    left += text.slice(done, start) + "*".repeat(end - start);
    done = end;
  }
  return left + text.slice(done);
}

function toHit(
  text: string,
  { at }: Folded,
  kind: SensitiveKind,
  digits: string,
  first: number,
  afterLast: number,
): Hit {
  const start = at[first] ?? 0;
  const last = at[afterLast - 1] ?? 0;
  const end = last + ((text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1) + keycapAt(text, last + 1);
  return { kind, start, end, raw: text.slice(start, end), shown: shownAs[kind](digits) };
}

const keycapAt = (text: string, at: number): number => /^\ufe0f?\u20e3/.exec(text.slice(at, at + 2))?.[0].length ?? 0;

/** How much before the first digit belongs to the number: `+`, an opening bracket, a landline's country code. */
function lead(kind: SensitiveKind, ahead: string, bracketed: boolean): number {
  const country =
    kind === "landline" ? /(?:\( ?)?(?:\+ ?86|(?<![0-9])0086) ?\)?[ -]?(?:\( ?)?$/.exec(ahead)?.[0].length : 0;
  const signs = bracketed ? /(?:\( ?)?\+ ?$|\( ?$/ : /\+ ?$/;
  return country || (signs.exec(ahead)?.[0].length ?? 0);
}
