import type { Calendar } from "./calendar.ts";
import { type Day, fromCivil, lastOfMonth, weekdayOf } from "./days.ts";
import { lunarDay } from "./lunar.ts";
import type { DayExpr } from "./phrase.ts";

/** The day of a month, counted from its end when negative; null when it has no such day. */
export function inMonth(year: number, month: number, day: number): Day | null {
  if (month < 1 || month > 12) return null;
  return fromCivil(year, month, day < 0 ? lastOfMonth(year, month) + day + 1 : day);
}

/** The nth weekday of a month, 0 for a working day. */
export function nthInMonth(year: number, month: number, nth: number, weekday: number, calendar: Calendar): Day | null {
  if (month < 1 || month > 12) return null;
  const first = fromCivil(year, month, 1) ?? 0;
  const days = Array.from({ length: lastOfMonth(year, month) }, (_, index) => first + index);
  const matching = days.filter((day) => (weekday === 0 ? calendar.isWorkday(day) : weekdayOf(day) === weekday));
  return matching.at(nth > 0 ? nth - 1 : nth) ?? null;
}

/** 腊月三十 is the last day also when that is the 29th. */
export function lunarIn(year: number, day: Extract<DayExpr, { kind: "lunar" }>): Day | null {
  const exact = lunarDay(year, day.month, day.leap, day.day);
  return exact === null && day.month === 12 && day.day === 30 ? lunarDay(year, 12, false, -1) : exact;
}
