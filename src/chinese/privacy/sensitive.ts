import { type Folded, fold } from "../fold.ts";
import { type DigitGroup, digitRuns } from "./digit-runs.ts";
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

/** Every number to be masked, left to right, never overlapping. Linear in the length of the text. */
export function findSensitive(text: string): readonly Hit[] {
  if ((text.match(/\p{N}/gu)?.length ?? 0) < 11) return [];
  const folded = fold(text);
  return digitRuns(folded.text)
    .flatMap(inRun)
    .map((found) => toHit(text, folded, found));
}

/** The text with every such number replaced by its shown form and nothing else touched. Idempotent. */
export function maskSensitive(text: string): string {
  let masked = "";
  let done = 0;
  for (const { start, end, shown } of findSensitive(text)) {
    masked += text.slice(done, start) + shown;
    done = end;
  }
  return masked + text.slice(done);
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
  return isCard(digits) && cardShape.test(shape) ? "card" : null;
}

function usualPhone(shape: string, groups: readonly DigitGroup[]): boolean {
  const hyphenated = groups.slice(0, -1).every((group) => /[^ ]/.test(group.separator));
  return phoneShapes.has(shape) || (hyphenated && hyphenatedPhoneShapes.has(shape));
}

function areaStandsAlone(digits: string, [first, second]: readonly DigitGroup[]): boolean {
  return second === undefined || first?.digits.length === areaLength(digits);
}

/** A run parted by nothing but blanks, however oddly, that is one number when they are left out; no list of round sums. */
function oddlySpaced(groups: readonly DigitGroup[]): Found[] {
  const singly = groups.length <= longestNumber && groups.every((group) => group.digits.length === 1);
  if (groups.length < 2 || (groups.length > 5 && !singly)) return [];
  if (groups.every((group) => /[05]$/.test(group.digits))) return [];
  if (!groups.slice(0, -1).every((group) => group.separator.trim() === "")) return [];
  const digits = groups.map((group) => group.digits).join("");
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

function toHit(text: string, folded: Folded, { kind, digits, groups }: Found): Hit {
  const first = groups[0]?.start ?? 0;
  const last = (groups.at(-1)?.end ?? 1) - 1;
  const ahead = folded.text.slice(Math.max(0, first - 8), first);
  const bracketed = folded.text.slice(first, last).includes(")");
  const start = folded.at[first - lead(kind, ahead, bracketed)] ?? 0;
  const lastStart = folded.at[last] ?? 0;
  const end = lastStart + ((text.codePointAt(lastStart) ?? 0) > 0xffff ? 2 : 1);
  return { kind, start, end, raw: text.slice(start, end), shown: shownAs[kind](digits) };
}

/** How much before the first digit belongs to the number: `+`, an opening bracket, a landline's country code. */
function lead(kind: SensitiveKind, ahead: string, bracketed: boolean): number {
  const country =
    kind === "landline" ? /(?:\( ?)?(?:\+ ?86|(?<![0-9])0086) ?\)?[ -]?(?:\( ?)?$/.exec(ahead)?.[0].length : 0;
  const signs = bracketed ? /(?:\( ?)?\+ ?$|\( ?$/ : /\+ ?$/;
  return country || (signs.exec(ahead)?.[0].length ?? 0);
}
