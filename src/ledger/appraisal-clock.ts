import { countedAfter, fewWarning, lastCall, reminded } from "./appraisal.ts";

/** What is to be done of an open appraisal at a moment; null: nothing yet. */
export type Look = "remind" | "warn" | "last call" | "close";

const steps: readonly (readonly [Look, number])[] = [
  ["remind", -reminded],
  ["warn", -fewWarning],
  ["last call", -lastCall],
  ["close", countedAfter],
];

/** Ballots that nobody closes in their meeting close so long after it. */
export const closesAfterMeeting = 12 * 60 * 60_000;

export function lookAt(closesAt: number, now: number): Look | null {
  const come = steps.filter(([, after]) => now >= closesAt + after);
  return come.at(-1)?.[0] ?? null;
}

/** When it is looked at again. */
export const nextLook = (closesAt: number, now: number): number =>
  steps.map(([, after]) => closesAt + after).find((at) => at > now) ?? now;
