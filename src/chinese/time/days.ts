/**
 * Day arithmetic in Asia/Shanghai. The zone has been UTC+8 without daylight saving since 1991-09-15, so a fixed offset
 * is exact for every time this bot meets. A `Day` counts days since 1970-01-01 there.
 */
export type Day = number;

export type Civil = { readonly year: number; readonly month: number; readonly day: number };

export const MINUTE = 60_000;
const DAY = 86_400_000;
const OFFSET = 8 * 3_600_000;
const WEEKDAYS = "一二三四五六日";

/** The day in Shanghai at `ms`, epoch milliseconds. */
export function dayNumber(ms: number): Day {
  return Math.floor((ms + OFFSET) / DAY);
}

/** Epoch milliseconds of a minute of a day; `minute` 1440 is the end of that day. */
export function atMinute(day: Day, minute: number): number {
  return day * DAY - OFFSET + minute * MINUTE;
}

/** Minutes since midnight in Shanghai, 0 to 1439. */
export function minuteOfDay(ms: number): number {
  return Math.floor((ms - atMinute(dayNumber(ms), 0)) / MINUTE);
}

/** By the algorithm of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": no Date is made for it. */
export function civil(day: Day): Civil {
  const shifted = Math.floor(day) + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1 };
}

/** The day, or null when the calendar has no such date. */
export function fromCivil(year: number, month: number, day: number): Day | null {
  if (month < 1 || month > 12 || day < 1 || day > lastOfMonth(year, month)) return null;
  return Math.round(Date.UTC(year, month - 1, day) / DAY);
}

/** How many days a month has. */
export function lastOfMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Weeks since the week of 1970-01-01, Monday first. */
export function weekNumber(day: Day): number {
  return Math.floor((day + 3) / 7);
}

/** Year and month `months` later; `month` stays within 1 to 12. */
export function addMonths(year: number, month: number, months: number): { year: number; month: number } {
  const total = year * 12 + month - 1 + months;
  return { year: Math.floor(total / 12), month: (((total % 12) + 12) % 12) + 1 };
}

/** `2026-11-21` */
export function isoDay(day: Day): string {
  const date = civil(day);
  const two = (n: number) => (n < 10 ? `0${n}` : String(n));
  return `${String(date.year).padStart(4, "0")}-${two(date.month)}-${two(date.day)}`;
}

/** The day written `YYYY-MM-DD`, or null when it is not a date. */
export function parseIsoDay(text: string): Day | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return parts ? fromCivil(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null;
}

/** `周六` */
export function weekdayName(day: Day): string {
  return `周${WEEKDAYS.charAt(weekdayOf(day) - 1)}`;
}

/** The day in Shanghai at `ms`, as `YYYY-MM-DD`. */
export function dayOf(ms: number): string {
  return isoDay(dayNumber(ms));
}

/** Midnight in Shanghai at the beginning of a day, given as epoch milliseconds within it or as `YYYY-MM-DD`. */
export function startOfDay(when: number | string): number {
  return atMinute(dayFrom(when), 0);
}

/** The Monday of the week of `ms`, as `YYYY-MM-DD`. */
export function mondayOf(ms: number): string {
  const day = dayNumber(ms);
  return isoDay(day - weekdayOf(day) + 1);
}

/** @throws RangeError when a text is not a date written `YYYY-MM-DD` */
export function dayFrom(when: number | string): Day {
  if (typeof when === "number") return dayNumber(when);
  const day = parseIsoDay(when);
  if (day === null) throw new RangeError(`not a date: ${when}`);
  return day;
}
