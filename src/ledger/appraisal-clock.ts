import { dayOf, startOfDay } from "../chinese/time/index.ts";
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

/** When the part of the year began in which one round of so many a year is held: on the first of a month. */
export function partBegan(now: number, perYear: number): number {
  const [year = "", month = ""] = dayOf(now).split("-");
  const part = Math.floor(((Number(month) - 1) * perYear) / 12);
  const first = Math.ceil((part * 12) / perYear) + 1;
  return startOfDay(`${year}-${String(first).padStart(2, "0")}-01`);
}
