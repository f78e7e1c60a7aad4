import { dayOf, startOfDay } from "../chinese/time/index.ts";
import { daysBetween } from "../ledger/coverage.ts";

const dayLength = 24 * 60 * 60_000;

/** Whole days from a moment to now, as people count them: yesterday evening is one day ago. */
export const daysSince = (at: number, now: number): number => daysBetween(dayOf(at), dayOf(now));

/** The start of the day that was so many days before today. */
export const daysBefore = (days: number, now: number): number => startOfDay(now) - days * dayLength;
