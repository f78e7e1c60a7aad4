import type { Calendar } from "./calendar.ts";
import {
  addMonths,
  atMinute,
  civil,
  type Day,
  dayNumber,
  isoDay,
  lastOfMonth,
  parseIsoDay,
  weekdayOf,
  weekNumber,
} from "./days.ts";
import { lunarDay, lunarOf, termDay } from "./lunar.ts";
import type { RuleSpec } from "./phrase.ts";

/**
 * A repeated time, as plain data that can be stored as JSON. `hours` and `minute` are the clock on each day it falls
 * on; `from` is the first day it may fall on and the day intervals are counted from, `YYYY-MM-DD`.
 */
export type Recurrence = RuleSpec & {
  readonly hours: readonly number[];
  readonly minute: number;
  readonly from: string;
  /** the last day it may fall on */
  readonly until?: string;
  /** statutory holidays, as far as they are recorded, are left out */
  readonly skipsHolidays?: true;
  /** minutes before each of its times, at which it is due instead: 提前一天和当天早上 */
  readonly ahead?: readonly number[];
};

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const HORIZON = 366 * 41;
const minuteLength = 60_000;

/**
 * The first time after `afterMs` (strictly) at which the rule falls due, epoch milliseconds.
 * Working days of a year without data are Monday to Friday.
 * @throws RangeError when it does not within 41 years (30 February)
 */
export function nextOccurrence(rule: Recurrence, afterMs: number, calendar: Calendar): number {
  const next = nextTime(rule, afterMs, calendar);
  if (next === null) throw new RangeError(`the rule ${formatRecurrence(rule)} never falls due`);
  return next;
}

/** The same; null when it does not fall due any more. */
export function nextTime(rule: Recurrence, afterMs: number, calendar: Calendar): number | null {
  const times = (rule.ahead ?? [0]).flatMap((minutes) => {
    const at = nextMatter(rule, afterMs + minutes * minuteLength, calendar);
    return at === null ? [] : [at - minutes * minuteLength];
  });
  return times.length === 0 ? null : Math.min(...times);
}

/** The first time after `afterMs` of the matter itself, of which a rule may tell ahead. */
export function nextMatter(rule: Recurrence, afterMs: number, calendar: Calendar): number | null {
  const from = parseIsoDay(rule.from) ?? 0;
  const hours = rule.hours.toSorted((a, b) => a - b);
  const start = Math.max(from, dayNumber(afterMs));
  const last = rule.kind === "once" ? from : rule.until === undefined ? null : parseIsoDay(rule.until);
  for (let day = start; day < start + HORIZON && (last === null || day <= last); day++) {
    if (!fallsOn(rule, day, from, calendar) || (rule.skipsHolidays && calendar.holiday(day) !== null)) continue;
    for (const hour of hours) {
      const at = atMinute(day, hour * 60 + rule.minute);
      if (at > afterMs) return at;
    }
  }
  return null;
}

/** When the matter of a rule for one day takes place; null: the rule is for many. */
export const matterAt = (rule: Recurrence): number | null =>
  rule.kind === "once" ? atMinute(parseIsoDay(rule.from) ?? 0, (rule.hours[0] ?? 0) * 60 + rule.minute) : null;

/** Every time a rule for one day is due. */
export const timesOnce = (rule: Recurrence): number[] =>
  (rule.ahead ?? [0])
    .map((minutes) => atMinute(parseIsoDay(rule.from) ?? 0, (rule.hours[0] ?? 0) * 60 + rule.minute - minutes))
    .sort((one, other) => one - other);

function fallsOn(rule: RuleSpec, day: Day, from: Day, calendar: Calendar): boolean {
  if (rule.kind === "workdays") return calendar.isWorkday(day);
  if (rule.kind === "once") return day === from;
  if (rule.kind === "term") return termDay(civil(day).year, rule.name) === day;
  if (rule.kind === "lunar") return fallsOnLunar(rule, day);
  const { year, month, day: date } = civil(day);
  if (rule.months.length > 0 && !rule.months.includes(month)) return false;
  const last = lastOfMonth(year, month);
  if (rule.monthDays.length > 0 && !rule.monthDays.includes(date) && !rule.monthDays.includes(date - last - 1))
    return false;
  if (rule.weekdays.length > 0 && !rule.weekdays.some((each) => isNth(each, day, date, last))) return false;
  return periodsBetween(rule.frequency, from, day) % rule.interval === 0;
}

function fallsOnLunar(rule: Extract<RuleSpec, { kind: "lunar" }>, day: Day): boolean {
  const date = lunarOf(day);
  if (!date || date.leap || (rule.month !== null && rule.month !== date.month)) return false;
  const last = lunarDay(date.year, date.month, date.leap, -1);
  // the thirtieth of a month of 29 days is kept on its last day, as 腊月三十 is
  return rule.days.some((each) => each === date.day || (day === last && (each === -1 || each > date.day)));
}

function isNth(rule: { weekday: number; nth: number | null }, day: Day, date: number, last: number): boolean {
  if (weekdayOf(day) !== rule.weekday) return false;
  if (rule.nth === null) return true;
  return rule.nth > 0 ? Math.ceil(date / 7) === rule.nth : Math.ceil((last - date + 1) / 7) === -rule.nth;
}

function periodsBetween(frequency: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY", from: Day, day: Day): number {
  if (frequency === "DAILY") return day - from;
  if (frequency === "WEEKLY") return weekNumber(day) - weekNumber(from);
  const a = civil(from);
  const b = civil(day);
  return frequency === "YEARLY" ? b.year - a.year : (b.year - a.year) * 12 + b.month - a.month;
}

/** The day with the rule's interval counted from it on which the rule falls first, on or after `from`. */
export function anchored(rule: Recurrence, calendar: Calendar): Recurrence {
  const from = parseIsoDay(rule.from) ?? 0;
  const single = rule.kind === "rrule" ? { ...rule, interval: 1 } : rule;
  return { ...rule, from: isoDay(dayNumber(nextOccurrence(single, atMinute(from, 0) - 1, calendar))) };
}

/**
 * `every:` and an RFC 5545 rule, `workdays:HH:MM`, or, for what neither can say,
 * `lunar:MONTH-DAY[,DAY];HH:MM` (`*` for every lunar month, day -1 the last) and `term:冬至;HH:MM`. Behind it `;UNTIL=`
 * the last day, `;HOLIDAYS=NO`, and `;AHEAD=` minutes; one day's is `once:DAY;HH:MM`.
 */
export function formatRecurrence(rule: Recurrence): string {
  const until = rule.until === undefined ? "" : `;UNTIL=${rule.until.replaceAll("-", "")}`;
  const ahead = rule.ahead === undefined ? "" : `;AHEAD=${rule.ahead.join(",")}`;
  return `${formatDays(rule)}${until}${rule.skipsHolidays ? ";HOLIDAYS=NO" : ""}${ahead}`;
}

function formatDays(rule: Recurrence): string {
  const clocks = rule.hours.map((hour) => `${two(hour)}:${two(rule.minute)}`).join(",");
  if (rule.kind === "workdays") return `workdays:${clocks}`;
  if (rule.kind === "once") return `once:${rule.from};${clocks}`;
  if (rule.kind === "term") return `term:${rule.name};${clocks}`;
  if (rule.kind === "lunar") return `lunar:${rule.month ?? "*"}-${rule.days.join(",")};${clocks}`;
  const parts = [`FREQ=${rule.frequency}`];
  if (rule.interval > 1) parts.push(`INTERVAL=${rule.interval}`);
  if (rule.months.length > 0) parts.push(`BYMONTH=${rule.months.join(",")}`);
  if (rule.monthDays.length > 0) parts.push(`BYMONTHDAY=${rule.monthDays.join(",")}`);
  if (rule.weekdays.length > 0)
    parts.push(`BYDAY=${rule.weekdays.map((each) => `${each.nth ?? ""}${DAYS[each.weekday - 1]}`).join(",")}`);
  return `every:${parts.join(";")};BYHOUR=${rule.hours.join(",")};BYMINUTE=${rule.minute}`;
}

/** A rule that leaves months out (31号): said aloud. */
export function skippedNote(rule: RuleSpec): string | undefined {
  if (rule.kind !== "rrule" || rule.frequency === "DAILY" || rule.frequency === "WEEKLY") return undefined;
  const day = rule.monthDays.find((each) => each > 28 && shortest(rule.months) < each);
  return day === undefined ? undefined : `没有${day}日的月份不提醒`;
}

function shortest(months: readonly number[]): number {
  const all = months.length > 0 ? months : [2];
  return Math.min(...all.map((month) => lastOfMonth(2027, month)));
}

export function two(n: number): string {
  return String(n).padStart(2, "0");
}

/** A rule moved `minutes` earlier, null when it would leave its days. */
export function earlier(rule: Recurrence, minutes: number): Recurrence | null {
  const moved = rule.hours.map((hour) => hour * 60 + rule.minute - minutes);
  const minute = (((moved[0] ?? 0) % 60) + 60) % 60;
  if (moved.some((each) => each < 0)) return null;
  return { ...rule, hours: moved.map((each) => Math.floor(each / 60)), minute };
}

/** The month `months` after a day's, and that day's date in it, at most its last. */
export function sameDateLater(day: Day, months: number): { year: number; month: number; day: number } {
  const date = civil(day);
  const target = addMonths(date.year, date.month, months);
  return { ...target, day: Math.min(date.day, lastOfMonth(target.year, target.month)) };
}
