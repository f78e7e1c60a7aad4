import { type Calendar, unknownYearNote } from "./calendar.ts";
import { inMonth, lunarIn, nthInMonth } from "./day-in.ts";
import { addMonths, atMinute, civil, type Day, fromCivil, weekdayOf } from "./days.ts";
import { candidates } from "./floating.ts";
import { lunarOf, termAfter } from "./lunar.ts";
import type { DayExpr, MonthRef, YearRef } from "./phrase.ts";
import { type PlaceContext, yearOf } from "./place-context.ts";
import { sameDateLater } from "./recurrence.ts";

/**
 * Where a day expression falls. `floating` days had no year or month said and were moved to the next (in a record the
 * latest) one; `today` tells that one of them is today but already over.
 */
export type Placed = {
  readonly day: Day;
  readonly floating: boolean;
  readonly today?: boolean;
  readonly note?: string;
};

/**
 * Puts a day expression on the calendar; null when there is no such day.
 * @param minute the minute of the day it will be due, which decides whether today still counts
 * @param shift days it is moved by afterwards (前 before a festival is -1)
 */
export function place(
  day: DayExpr,
  minute: number,
  clocked: boolean,
  shift: number,
  context: PlaceContext,
): Placed | null {
  const fixed = fixedDay(day, context);
  if (fixed !== undefined) return fixed;
  const found: Day[] = [];
  let today = false;
  const days = day.kind === "after-holiday" ? afterHoliday(day.festival, context) : candidates(day, context);
  for (const candidate of days) {
    if (candidate === null && context.use === "record") continue;
    if (candidate === null) return null;
    if (context.use === "record") {
      if (candidate > context.today || (clocked && atMinute(candidate, minute) > context.now)) break;
      found.push(candidate);
      continue;
    }
    if (isFuture(day, candidate + shift, minute, clocked, context))
      return { day: candidate, floating: true, today, ...thirtieth(day, candidate) };
    today = candidate === context.today || (candidate > context.today && shift !== 0);
  }
  const latest = found.at(-1);
  return latest === undefined ? null : { day: latest, floating: true, ...thirtieth(day, latest) };
}

/** Rule 7: a weekday without a clock is never today. */
function isFuture(day: DayExpr, candidate: Day, minute: number, clocked: boolean, context: PlaceContext): boolean {
  if (day.kind === "weekday" && !clocked && candidate === context.today) return false;
  return atMinute(candidate, minute) > context.now;
}

function fixedDay(day: DayExpr, context: PlaceContext): Placed | null | undefined {
  const { today } = context;
  switch (day.kind) {
    case "relative":
      return { day: today + day.days, floating: false };
    case "offset": {
      const date = sameDateLater(today, day.months);
      return { day: (fromCivil(date.year, date.month, date.day) ?? today) + day.days, floating: false };
    }
    case "workdays":
      return workday(day.count, context);
    case "weekday":
      if (day.weeks === null) return undefined;
      return { day: today + day.weeks * 7 + day.weekday - weekdayOf(today), floating: false };
    case "date":
      return day.year || (day.month && "months" in day.month) ? fixedDate(day, context) : undefined;
    case "nth":
      return day.year || "months" in day.month ? fixedNth(day, context) : undefined;
    case "lunar":
      return day.year ? fixedLunar(day, day.year, context) : undefined;
    case "term":
      return day.year ? orNull(termAfter(yearOf(day.year, context), day.name, day.plus)) : undefined;
    case "after-holiday":
    case "dog":
    case "market":
      return undefined;
    case "event":
      return orNull(context.calendar.event(day.name, context.use === "record" ? { until: today } : { from: today }));
  }
}

function orNull(day: Day | null): Placed | null {
  return day === null ? null : { day, floating: false };
}

function monthOf(year: YearRef | null, month: MonthRef, context: PlaceContext): { year: number; month: number } {
  const now = civil(context.today);
  if ("month" in month) return { year: year ? yearOf(year, context) : now.year, month: month.month };
  return addMonths(now.year, now.month, month.months);
}

function fixedDate(day: Extract<DayExpr, { kind: "date" }>, context: PlaceContext): Placed | null {
  const { year, month } = monthOf(day.year, day.month ?? { months: 0 }, context);
  return orNull(inMonth(year, month, day.day));
}

function fixedNth(day: Extract<DayExpr, { kind: "nth" }>, context: PlaceContext): Placed | null {
  const { year, month } = monthOf(day.year, day.month, context);
  return orNull(nthInMonth(year, month, day.nth, day.weekday, context.calendar));
}

/** 明年腊月 can be counted by the lunar or by the civil year; when they differ there is no one answer. */
function fixedLunar(day: Extract<DayExpr, { kind: "lunar" }>, year: YearRef, context: PlaceContext): Placed | null {
  const wanted = yearOf(year, context);
  const byLunar = lunarIn(wanted, day);
  const byCivil = [wanted - 1, wanted]
    .map((each) => lunarIn(each, day))
    .find((each) => each !== null && civil(each).year === wanted);
  if ("years" in year && byCivil !== undefined && byCivil !== byLunar) {
    // said during the year: the coming one, when only one of the two is still to come
    const ahead = [byLunar, byCivil ?? null].filter(
      (each) => each !== null && (context.use === "record" ? each <= context.today : each >= context.today),
    );
    return day.month < 11 || ahead.length !== 1 ? null : orNull(ahead[0] ?? null);
  }
  return byLunar === null ? null : { day: byLunar, floating: false, ...thirtieth(day, byLunar) };
}

/** The days that a lunar date of a year can be: of the lunar year, and of the civil year of the same number. */
export function lunarEither(day: Extract<DayExpr, { kind: "lunar" }>, context: PlaceContext): Day[] {
  const wanted = day.year ? yearOf(day.year, context) : civil(context.today).year;
  return [wanted - 1, wanted].flatMap((year) => lunarIn(year, day) ?? []);
}

function thirtieth(day: DayExpr, found: Day): { note?: string } {
  if (day.kind !== "lunar" || day.month !== 12 || day.day !== 30 || lunarOf(found)?.day === 30) return {};
  const { month, day: date } = civil(found);
  return { note: `这年腊月没有三十，除夕是${month}月${date}日` };
}

/** The first working day after the holiday that a festival belongs to; only where that holiday is recorded. */
function* afterHoliday(festival: DayExpr, context: PlaceContext): Generator<Day | null> {
  const earlier: PlaceContext = { ...context, now: context.now - 20 * 86_400_000, today: context.today - 20 };
  const placed = place(festival, 480, false, 0, { ...earlier, use: "reminder" });
  if (!placed || context.calendar.holiday(placed.day) === null) yield null;
  else yield firstWorkday(placed.day, context.calendar);
}

function firstWorkday(from: Day, calendar: Calendar): Day {
  let day = from;
  while (!calendar.isWorkday(day)) day++;
  return day;
}

function workday(count: number, context: PlaceContext): Placed {
  const step = Math.sign(count);
  let day = context.today;
  for (let left = Math.abs(count); left > 0; ) {
    day += step;
    if (context.calendar.isWorkday(day)) left--;
  }
  const years = [civil(context.today).year, civil(day).year];
  const unknown = years.find((year) => !context.calendar.knows(year));
  return { day, floating: false, ...(unknown === undefined ? {} : { note: unknownYearNote(unknown) }) };
}
