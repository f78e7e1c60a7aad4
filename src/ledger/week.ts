import { type Calendar, dayNumber, dayOf, mondayOf, startOfDay } from "../chinese/time/index.ts";

const dayLength = 24 * 60 * 60_000;
const thursday = 4;

/**
 * The weekdays, 1 is Monday, whose report of the week goes on the day of `now`: its own; and where another one is no
 * workday, of the first days of a week the next workday, of its last days the one before. Saturday and Sunday are asked
 * for as they are, but for holidays.
 */
export function weeklyOn(now: number, calendar: Calendar): number[] {
  const today = dayOf(now);
  return [1, 2, 3, 4, 5, 6, 7].filter((weekday) => dayOfWeekly(now, weekday, calendar) === today);
}

/** The day in the week of `now` on which a report set for a weekday goes; null: that week has none. */
export function dayOfWeekly(now: number, weekday: number, calendar: Calendar): string | null {
  const monday = startOfDay(mondayOf(now));
  const at = (day: number) => monday + (day - 1) * dayLength;
  const set = at(weekday);
  if (weekday > 5) return calendar.holiday(dayNumber(set)) === null ? dayOf(set) : null;
  const days =
    weekday < thursday
      ? [1, 2, 3, 4, 5, 6, 7].filter((day) => day >= weekday)
      : [...Array(weekday).keys()].map((before) => weekday - before);
  const found = days.find((day) => calendar.isWorkday(dayOf(at(day))));
  return found === undefined ? null : dayOf(at(found));
}
