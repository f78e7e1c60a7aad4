import { type Calendar, dayOf, startOfDay } from "../chinese/time/index.ts";

const minute = 60_000;
const dayLength = 24 * 60 * minute;

/** Minutes of the day at which those in charge hear what came since: before noon rests and before work ends. */
export const handedOutAt: readonly number[] = [11 * 60 + 30, 17 * 60];

/** The last of these moments on a workday, at or before `now`, of the last two weeks; null: there was none. */
export function lastHandOut(now: number, calendar: Calendar): number | null {
  for (let day = startOfDay(now); day > now - 14 * dayLength; day -= dayLength) {
    if (!calendar.isWorkday(dayOf(day))) continue;
    const at = handedOutAt.map((time) => day + time * minute).findLast((time) => time <= now);
    if (at !== undefined) return at;
  }
  return null;
}
