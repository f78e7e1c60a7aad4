import type { Folded } from "./fold.ts";

const blankOrInvisible = /[\s\p{Cc}\p{Cf}\u2800\u115f\u1160\u3164\uffa0]/u;

/** The original characters under `folded.text[from, to)`, without blanks or invisible characters at either end. */
export function originalSlice(original: string, folded: Folded, from: number, to: number): string {
  let start = folded.at[from] ?? original.length;
  let end = folded.at[to] ?? original.length;
  while (start < end && blankOrInvisible.test(original.charAt(start))) start++;
  while (end > start && blankOrInvisible.test(original.charAt(end - 1))) end--;
  return original.slice(start, end);
}
