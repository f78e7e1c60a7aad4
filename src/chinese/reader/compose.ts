import type { Folded } from "../fold.ts";
import { originalSlice } from "../original-slice.ts";
import type { Draft, Part, PartKind, Span } from "./draft.ts";
import { tiles } from "./glue.ts";

export type Tile = Span & { readonly as: PartKind };

/** A draft still in offsets of the folded text, with its slots as tiles. */
export type Sketch = Omit<Draft, "parts" | "content"> & { readonly slots: readonly Tile[] };

export const nothingYet = {
  ...{ name: null, signed: false, places: [], village: null, people: [], companions: [], promises: [] },
  ...{ visitKind: null, category: null, numbers: [], whom: null, doubts: [], readBack: false, slots: [] },
  time: { kind: "none" } as const,
};

/** The draft in offsets of the original message; all that is in no slot is its content. */
export function composed(sketch: Sketch, original: string, folded: Folded): Draft {
  const { slots, ...rest } = sketch;
  const parts = onWhole(tiles(folded.text, sketch.start, sketch.end, slots), folded);
  const pieces = parts.filter(({ as }) => as === "content" || as === "kind" || as === "category");
  const content = pieces
    .map(({ start, end, as }) => (as === "content" ? originalSlice(original, folded, start, end) : ""))
    .filter((piece) => piece !== "")
    .reduce(
      (all, piece) => all + (all === "" || /[\p{P}\n]$/u.test(all) || /^\p{P}/u.test(piece) ? "" : "，") + piece,
      "",
    );
  const at = (span: Span): Span => ({
    start: folded.at[span.start] ?? original.length,
    end: folded.at[span.end] ?? original.length,
  });
  const placed = <Said extends Span & { readonly said: string }>(one: Said): Said => {
    const { start, end } = at(one);
    return { ...one, start, end, said: originalSlice(original, folded, one.start, one.end) };
  };
  const { time } = rest;
  const { start, end } = at(rest);
  return {
    content,
    parts: parts.map((part): Part => ({ as: part.as, ...at(part) })),
    ...rest,
    start,
    end,
    places: rest.places.map(placed),
    people: rest.people.map(placed),
    companions: rest.companions.map(placed),
    time:
      time.kind === "none"
        ? time
        : {
            ...{ ...time, span: at(time.span) },
            ...(time.also ? { also: at(time.also) } : {}),
            ...(time.others ? { others: time.others.map(at) } : {}),
          },
    promises: rest.promises.map((one) => ({
      due: one.due,
      text: originalSlice(original, folded, one.start, one.end),
      ...at(one),
    })),
    doubts: rest.doubts.map((doubt) => ({ ...doubt, ...at(doubt) })),
  };
}

/** Folding makes `0,` of one character: a part that is no glue takes such a character whole. */
function onWhole(parts: readonly Part[], { at }: Folded): readonly Part[] {
  const inside = (i: number): boolean => i > 0 && i < at.length && at[i] === at[i - 1];
  const moved: Part[] = [];
  for (const part of parts) {
    let start = moved.at(-1)?.end ?? part.start;
    let { end } = part;
    while (inside(end)) end += part.as === "glue" ? -1 : 1;
    if (part.as === "glue") while (inside(start)) start++;
    if (end > start) moved.push({ as: part.as, start, end });
  }
  return moved;
}
