import { Lunar, LunarYear, Solar } from "lunar-typescript";
import { type Day, fromCivil } from "./days.ts";

// Not Intl's Chinese calendar: ICU is a day late from 2027-02-06 to 2027-03-07.

export type LunarDate = { readonly year: number; readonly month: number; readonly leap: boolean; readonly day: number };

type LunarMonth = { readonly month: number; readonly leap: boolean; readonly first: Day; readonly length: number };

const MONTHS = ["正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"];
const DIGITS = ["十", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

const years = new Map<number, readonly LunarMonth[]>();
const terms = new Map<number, ReadonlyMap<string, Day>>();

/** The months of a lunar year in order, the leap month after its namesake; none outside 1900 to 2199. */
export function monthsOf(year: number): readonly LunarMonth[] {
  if (year < FIRST_YEAR || year > LAST_YEAR) return [];
  const known = years.get(year);
  if (known) return known;
  const months = LunarYear.fromYear(year)
    .getMonths()
    .filter((month) => month.getYear() === year)
    .map((month) => ({
      month: Math.abs(month.getMonth()),
      leap: month.getMonth() < 0,
      first: solarDay(Solar.fromJulianDay(month.getFirstJulianDay())),
      length: month.getDayCount(),
    }));
  years.set(year, months);
  return months;
}

/** The day of a lunar date; `day` -1 is the last of the month. Null when that year has no such date. */
export function lunarDay(year: number, month: number, leap: boolean, day: number): Day | null {
  const found = monthsOf(year).find((each) => each.month === month && each.leap === leap);
  if (!found || day > found.length || day === 0) return null;
  return day < 0 ? found.first + found.length + day : found.first + day - 1;
}

/** The lunar date of a day; null outside 1900 to 2199. */
export function lunarOf(day: Day): LunarDate | null {
  const near = new Date(day * 86_400_000).getUTCFullYear();
  for (const year of [near, near - 1]) {
    const found = monthsOf(year).findLast((each) => each.first <= day);
    if (found && day < found.first + found.length)
      return { year, month: found.month, leap: found.leap, day: day - found.first + 1 };
  }
  return null;
}

/** The day on which a solar term begins in a civil year; null for what is no term. */
export function termDay(year: number, name: string): Day | null {
  if (year < FIRST_YEAR || year > LAST_YEAR) return null;
  let table = terms.get(year);
  if (!table) {
    table = termsOf(year);
    terms.set(year, table);
  }
  return table.get(name) ?? null;
}

/** A solar term's day, or so many days after it: 三九 begins 18 days after 冬至. */
export function termAfter(year: number, name: string, plus = 0): Day | null {
  // what is counted from 冬至 falls in the next civil year
  const begins = plus > 9 && name === "冬至" ? termDay(year - 1, name) : termDay(year, name);
  return begins === null ? null : begins + plus;
}

/** The dog days: 初伏 the third 庚 day from 夏至, 中伏 the fourth, 末伏 the first from 立秋. */
export function dogDay(year: number, nth: 1 | 2 | 3): Day | null {
  const from = termDay(year, nth === 3 ? "立秋" : "夏至");
  if (from === null) return null;
  // 1970-01-01 was 辛巳, the day after a 庚
  const first = from + ((((-1 - from) % 10) + 10) % 10);
  return nth === 3 ? first : first + (nth + 1) * 10;
}

/** `腊月廿三`, `闰五月初五` */
export function lunarText(day: Day): string {
  const date = lunarOf(day);
  return date ? `${lunarMonthName(date.month, date.leap)}${lunarDayName(date.day)}` : "";
}

export function lunarMonthName(month: number, leap: boolean): string {
  return `${leap ? "闰" : ""}${MONTHS[month - 1]}月`;
}

/** `初一`, `十五`, `廿三`, `三十`; -1 is `最后一天`. */
export function lunarDayName(day: number): string {
  if (day < 0) return "最后一天";
  if (day === 10 || day === 20 || day === 30) return ["初十", "二十", "三十"][day / 10 - 1] ?? "";
  return `${["初", "十", "廿"][Math.floor(day / 10)]}${DIGITS[day % 10]}`;
}

function termsOf(year: number): ReadonlyMap<string, Day> {
  const table = new Map<string, Day>();
  // a lunar year's table runs from the winter solstice before it to the next 大雪; two of them cover a civil year
  for (const lunarYear of [year, year + 1])
    for (const [name, solar] of Object.entries(Lunar.fromYmd(lunarYear, 1, 1).getJieQiTable()))
      if (/^[\u4e00-\u9fff]+$/.test(name) && solar.getYear() === year) table.set(name, solarDay(solar));
  return table;
}

function solarDay(solar: Solar): Day {
  return fromCivil(solar.getYear(), solar.getMonth(), solar.getDay()) ?? Number.NaN;
}
