import { dayNumber, dayOf, isoDay, parseIsoDay } from "../chinese/time/index.ts";

/** Days of YYYY-MM-DD, the last one not in it. */
export type Span = { readonly from: string; readonly to: string };

const two = (number: number): string => String(number).padStart(2, "0");

/** Representatives are to meet once in each. */
export function quarterOf(now: number): Span {
  const [year = "", month = "1"] = dayOf(now).split("-");
  const first = Math.floor((Number(month) - 1) / 3) * 3 + 1;
  const to = first === 10 ? `${Number(year) + 1}-01-01` : `${year}-${two(first + 3)}-01`;
  return { from: `${year}-${two(first)}-01`, to };
}

/** All villagers are to meet once in each. */
export function yearOf(now: number): Span {
  const year = Number(dayOf(now).slice(0, 4));
  return { from: `${year}-01-01`, to: `${year + 1}-01-01` };
}

/** Days until its end, the last one counted. */
export const daysLeft = ({ to }: Span, now: number): number => (parseIsoDay(to) ?? 0) - dayNumber(now);

/** In the last days of a quarter it is said who has not met. */
export const saidFrom = 30;

/** The first workday from thirty days before the end of a quarter on, once it has come; null before. */
export function callBegun(now: number, isWorkday: (day: number) => boolean): string | null {
  const span = quarterOf(now);
  let day = (parseIsoDay(span.to) ?? 0) - saidFrom;
  while (!isWorkday(day)) day++;
  return dayNumber(now) >= day ? isoDay(day) : null;
}
