import type { Folded } from "../fold.ts";
import { originalSlice } from "../original-slice.ts";

export type Fields = Readonly<Record<string, string | readonly string[]>>;
export type RestAndFields = { readonly rest: string; readonly fields: Fields };

const patterns = new Map<string, RegExp>();

/**
 * Splits `folded.text[start, end)` into what comes first and the labelled fields after it, all in original characters.
 * A field begins at a declared label with a colon, after a blank, a semicolon, the end of a sentence or a new line;
 * any other colon is text. A label given twice becomes a list; a field without a value is left out.
 */
export function splitFields(
  original: string,
  folded: Folded,
  [start, end]: readonly [number, number],
  labels: readonly string[],
): RestAndFields {
  const found = labels.length ? [...folded.text.slice(start, end).matchAll(labelPattern(labels))] : [];
  const piece = (from: number, to: number) =>
    originalSlice(original, folded, from, dropSemicolons(folded.text, from, to));
  const values: Record<string, string[]> = {};
  for (const [index, match] of found.entries()) {
    const label = match[1] ?? "";
    const value = piece(start + match.index + match[0].length, start + (found[index + 1]?.index ?? end - start));
    if (!value) continue;
    values[label] ??= [];
    values[label].push(value);
  }
  const fields = Object.fromEntries(
    Object.entries(values).map(([label, all]) => [label, all.length === 1 ? (all[0] ?? "") : all]),
  );
  const first = found[0];
  return { rest: first ? piece(start, start + first.index) : originalSlice(original, folded, start, end), fields };
}

function labelPattern(labels: readonly string[]): RegExp {
  const key = labels.join("|");
  const known = patterns.get(key);
  if (known) return known;
  const longestFirst = [...labels].sort((a, b) => b.length - a.length).join("|");
  const pattern = new RegExp(`(?<=^|[\\s;。?!])(${longestFirst})\\s*:`, "gu");
  patterns.set(key, pattern);
  return pattern;
}

function dropSemicolons(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && /[\s;]/.test(text.charAt(end - 1))) end--;
  return end;
}
