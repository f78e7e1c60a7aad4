import type { Calendar } from "./calendar.ts";
import { civil, type Day, dayNumber } from "./days.ts";
import type { YearRef } from "./phrase.ts";
import type { TimeUse } from "./result.ts";

export type PlaceContext = {
  /** epoch milliseconds, a whole minute */
  readonly now: number;
  readonly today: Day;
  readonly use: TimeUse;
  readonly calendar: Calendar;
};

export function contextOf(sentAt: number, use: TimeUse, calendar: Calendar): PlaceContext {
  const now = Math.floor(sentAt / 60_000) * 60_000;
  return { now, today: dayNumber(now), use, calendar };
}

export function yearOf(year: YearRef, context: PlaceContext): number {
  return "year" in year ? year.year : civil(context.today).year + year.years;
}
