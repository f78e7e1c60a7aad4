import { fold } from "../fold.ts";
import type { TimeResult } from "../time/index.ts";
import type { Draft, Part, SaidPerson, SaidPlace, SaidPromise, Span } from "./draft.ts";
import { regionsOf } from "./labels.ts";

/** A record's slots with the words they come from; all other words are its content or stand under their labels. */
export type Filled = {
  readonly places: readonly SaidPlace[];
  readonly village: Draft["village"];
  readonly people: readonly SaidPerson[];
  readonly companions: readonly string[];
  /** the day or moment, or what must be asked about it; else none */
  readonly time: Extract<TimeResult, { kind: "day" | "moment" | "ask" | "none" }>;
  /** the words of the time; "" for none */
  readonly timeWords: string;
  readonly promises: readonly SaidPromise[];
  readonly next: string | null;
  readonly problems: readonly string[];
  readonly topics: readonly string[];
  readonly spot: string | null;
  readonly category: string | null;
  readonly kind: string | null;
  readonly content: string;
};

/** Labels whose words are kept as they stand. */
const TEXTS = ["问题", "话题", "地点"] as const;

/** 二社的井水发浑, 去了老李家一趟，…: what joins a slot to what is said of it. */
const OF = /^(?:的(?![确士话])|一[趟下][\s，,、]+)/;

/** What a draft fills. Nothing is left over: every word is in a slot, under a label or in the content. */
export function filled(original: string, draft: Draft): Filled {
  const bounds = draft.parts.filter(({ as }) => as === "label" || as === "promise" || as === "next");
  const labels = bounds.filter(({ as }) => as === "label");
  const under = (label: string) =>
    regionsOf(
      labels.filter(({ start, end }) => fold(original.slice(start, end)).text.startsWith(label)),
      bounds,
      original,
      original.length,
    );
  const [problems, topics, spots] = TEXTS.map(under);
  const texts = [problems, topics, spots].flatMap((spans) => spans ?? []);
  const words = (spans: readonly Span[] = []) =>
    spans.map(({ start, end }) => original.slice(start, end).trim()).filter((text) => text !== "");
  const { time } = draft;
  const isUsed = time.kind === "day" || time.kind === "moment" || time.kind === "ask";
  const isContent = ({ as }: Part) => as === "content" || (as === "time" && !isUsed);
  const companions = draft.companions.map(({ said }) => said);
  const together = under("同").flatMap((region) =>
    draft.companions.some(({ start }) => start >= region.start && start < region.end) ? [] : [region],
  );
  const categories = under("类别").flatMap(({ start, end }) => {
    const [, word = ""] = /^\s*([^\s,，。]+)/u.exec(original.slice(start, end)) ?? [];
    return word === "" ? [] : [{ start, end: original.indexOf(word, start) + word.length }];
  });
  const taken = [...texts, ...together, ...categories];
  const pieces = draft.parts.filter(isContent).flatMap((part) => without(part, taken));
  return {
    places: draft.places,
    village: draft.village,
    people: draft.people,
    promises: draft.promises,
    companions: [...companions, ...words(together)],
    time: isUsed ? time : { kind: "none" },
    timeWords: isUsed ? original.slice(time.span.start, time.span.end) : "",
    next: nextOf(original, draft.parts),
    problems: words(problems),
    topics: words(topics),
    spot: words(spots).join("，") || null,
    category: draft.category ?? words(categories)[0] ?? null,
    kind: draft.visitKind,
    content: joined(
      words(pieces).map((piece, at) => (at === 0 && pieces[0]?.start === 0 ? piece : piece.replace(OF, ""))),
    ),
  };
}

function without(part: Span, taken: readonly Span[]): readonly Span[] {
  let rest: readonly Span[] = [part];
  for (const { start, end } of taken)
    rest = rest.flatMap((one) =>
      start >= one.end || end <= one.start
        ? [one]
        : [
            { start: one.start, end: Math.max(one.start, start) },
            { start: Math.min(one.end, end), end: one.end },
          ],
    );
  return rest.filter(({ start, end }) => end > start);
}

function nextOf(original: string, parts: readonly Part[]): string | null {
  const next = parts.find(({ as }) => as === "next");
  if (!next) return null;
  return (
    original
      .slice(next.start, next.end)
      .replace(/^[\s\S]*?[:：]\s*/u, "")
      .trim() || null
  );
}

/** Pieces that stood apart are told apart. */
export const joined = (pieces: readonly string[]): string =>
  pieces
    .map((piece) => piece.replace(/^[\s,，;；、]+|[\s,，;；]+$/g, ""))
    .filter((piece) => piece !== "")
    .reduce(
      (all, piece) => all + (all === "" || /[\p{P}\n]$/u.test(all) || /^[，。；！？]/u.test(piece) ? "" : "，") + piece,
      "",
    );
