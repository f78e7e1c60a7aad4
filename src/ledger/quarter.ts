import { type Calendar, dayOf, isoDay, parseIsoDay, startOfDay } from "../chinese/time/index.ts";

const minute = 60_000;

/** The minute of the day at which it is asked once a quarter whether the directory is right. */
export const quarterlyAt = 9 * 60 + 20;

/** That minute on the first workday of this quarter, once it has come; null before. */
export function quarterBegun(now: number, calendar: Calendar): number | null {
  const [year = "", month = "1"] = dayOf(now).split("-");
  const first = `${year}-${String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, "0")}-01`;
  let day = parseIsoDay(first);
  if (day === null) return null;
  while (!calendar.isWorkday(isoDay(day))) day++;
  const at = startOfDay(isoDay(day)) + quarterlyAt * minute;
  return at <= now ? at : null;
}
