import { type Calendar, dayOf, mondayOf, startOfDay } from "../chinese/time/index.ts";

const minute = 60_000;
const dayLength = 24 * 60 * minute;

/** The minute of the day at which those who wrote notes hear what they wrote: before the week's work ends. */
export const recapAt = 16 * 60 + 40;

/** That minute on the last workday of a week, the latest at or before `now`; null: none within two weeks. */
export function lastRecap(now: number, calendar: Calendar): number | null {
  for (let day = startOfDay(now); day > now - 14 * dayLength; day -= dayLength) {
    const at = day + recapAt * minute;
    if (at <= now && calendar.isWorkday(dayOf(day)) && isLastOfWeek(day, calendar)) return at;
  }
  return null;
}

function isLastOfWeek(day: number, calendar: Calendar): boolean {
  const monday = mondayOf(day);
  for (let next = day + dayLength; mondayOf(next) === monday; next += dayLength)
    if (calendar.isWorkday(dayOf(next))) return false;
  return true;
}
