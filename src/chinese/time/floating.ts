import type { Calendar } from "./calendar.ts";
import { inMonth, lunarIn, nthInMonth } from "./day-in.ts";
import { addMonths, civil, type Day, weekdayOf } from "./days.ts";
import { dogDay, lunarDay, lunarOf, monthsOf, termAfter } from "./lunar.ts";
import type { DayExpr } from "./phrase.ts";
import type { PlaceContext } from "./place-context.ts";

/** Leap months and 29 February further away than this are asked. */
const NEAR_YEARS = 3;

/** Floating days in order: a year back for records, onwards otherwise; null where a day would be but does not exist. */
export function* candidates(day: DayExpr, context: PlaceContext): Generator<Day | null> {
  const { today } = context;
  const { year } = civil(today);
  const first = context.use === "record" ? -1 : 0;
  if (day.kind === "weekday") {
    const monday = today - weekdayOf(today) + 1;
    for (let week = first; week <= 2; week++) yield monday + week * 7 + day.weekday - 1;
  } else if (day.kind === "date" && !day.month) yield* monthDays(day.day, first * 13, context);
  else if (day.kind === "market") yield* marketDays(first, context);
  else if (day.kind === "date" || day.kind === "nth" || day.kind === "term" || day.kind === "dog")
    for (let each = year + first; each <= year + 1; each++) yield inYear(day, each, context.calendar);
  else if (day.kind === "lunar") yield* lunarDays(day, context);
}

function* monthDays(day: number, from: number, context: PlaceContext): Generator<Day | null> {
  const now = civil(context.today);
  if (day > 31) yield null;
  for (let months = from; months <= 13; months++) {
    const target = addMonths(now.year, now.month, months);
    const found = inMonth(target.year, target.month, day);
    if (found !== null) yield found;
  }
}

function inYear(day: DayExpr, year: number, calendar: Calendar): Day | null {
  if (day.kind === "term") return termAfter(year, day.name, day.plus);
  if (day.kind === "dog") return dogDay(year, day.nth);
  const month = (day.kind === "date" || day.kind === "nth") && day.month && "month" in day.month ? day.month.month : 0;
  if (day.kind === "nth") return nthInMonth(year, month, day.nth, day.weekday, calendar);
  return day.kind === "date" ? inMonth(year, month, day.day) : null;
}

/** The days around today on which the town holds its market, a fortnight back for records. */
function* marketDays(first: number, context: PlaceContext): Generator<Day | null> {
  const { market } = context.calendar;
  if (!market) return yield null;
  for (let each = context.today + first * 14; each <= context.today + 31; each++) if (market(each)) yield each;
}

function* lunarDays(day: Extract<DayExpr, { kind: "lunar" }>, context: PlaceContext): Generator<Day | null> {
  const now = lunarOf(context.today)?.year ?? civil(context.today).year;
  for (let year = now - 1; year <= now + NEAR_YEARS; year++) {
    if (day.month === 0) yield* everyMonth(year, day.day, context.today);
    else {
      const found = lunarIn(year, day);
      if (found !== null) yield found;
      else if (!day.leap && year >= now && context.use !== "record") yield null;
    }
  }
}

function* everyMonth(year: number, day: number, today: Day): Generator<Day> {
  for (const month of monthsOf(year)) {
    const found = lunarDay(year, month.month, month.leap, day);
    if (found !== null && found > today - 70) yield found;
  }
}
