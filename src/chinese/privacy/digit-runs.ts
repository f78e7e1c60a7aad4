/** Digits that stand together in a folded text, `start` and `end` in it. The last may be followed by the X of an id. */
export type DigitGroup = {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** what stands between this group and the next of its run: blanks, a line end, a sign; empty for the last */
  separator: string;
};

const separator = /^(?:\s{1,3}|\s?[-‐‒–—−.·_,/]\s?| ?[()] ?(?:[-‐–—] ?)?)$/;
const announced = /(?:^|[^A-Za-z])(?:tel|phone|mobile|wx|vx|v|id|sfz|no)$/i;

/**
 * Groups of digits that could be parts of one number, in order. Groups that touch a letter (plates, parcels) or a star
 * (what is already masked) are no part of any number and end a run; so does a decimal fraction.
 */
export function digitRuns(folded: string): DigitGroup[][] {
  const runs: DigitGroup[][] = [];
  let run: DigitGroup[] = [];
  for (const match of folded.matchAll(/[0-9]+(?:[Xx](?![A-Za-z0-9]))?|(?<=[0-9][ -])[Xx](?![A-Za-z0-9])/g)) {
    const start = match.index;
    const end = start + match[0].length;
    const last = run.at(-1);
    const between = last ? folded.slice(last.end, Math.min(start, last.end + 5)) : "";
    const own = stands(folded, start, end);
    if (last && own && separator.test(between) && last.end + between.length === start) last.separator = between;
    else if (last) {
      runs.push(run);
      run = [];
    }
    if (own) run.push({ digits: match[0], start, end, separator: "" });
  }
  if (run.length) runs.push(run);
  return runs;
}

function stands(folded: string, start: number, end: number): boolean {
  const before = folded.slice(Math.max(0, start - 2), start);
  const after = folded.slice(end, end + 5);
  if (before.endsWith("*") || /^(?: ?-)?\*|^[A-Za-z]/.test(after)) return false;
  // 138.5, but 138.12.34.00.11; no sum has fifteen digits
  if (end - start < 15 && /^\.[0-9]{1,2}(?![0-9]|\.[0-9])/.test(after) && !/[0-9]\.$/.test(before)) return false;
  return !/[A-Za-z]$/.test(before) || announced.test(folded.slice(Math.max(0, start - 8), start));
}
