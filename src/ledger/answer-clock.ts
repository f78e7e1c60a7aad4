import { type Calendar, dayOf, startOfDay } from "../chinese/time/index.ts";

/** Workdays in which somebody who said something is to hear an answer; the day it was said is not counted. */
export const answeredWithin = 3;

const dayLength = 24 * 60 * 60_000;
/** No row of days off is longer. */
const mostDays = 60;

/** What was said before this moment and waits is late: that many workdays have ended since its day. */
export function overdueBefore(now: number, calendar: Calendar): number {
  let day = startOfDay(now);
  for (let ended = 0, looked = 0; ended < answeredWithin && looked < mostDays; looked++) {
    day -= dayLength;
    if (calendar.isWorkday(dayOf(day))) ended++;
  }
  return day;
}
