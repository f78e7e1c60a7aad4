import { civil, type Day, dayNumber, parseIsoDay, weekdayOf } from "./days.ts";
import { lunarOf } from "./lunar.ts";

/** A day of the statutory calendar: 休 is off, 班 is a make-up working day. `day` is `YYYY-MM-DD`. */
export type CalendarDay = { readonly day: string; readonly kind: "休" | "班"; readonly name: string };

/** A market held on the days of a month that end in these digits; 0 for the tenth, twentieth and thirtieth. */
export type Market = { readonly digits: readonly number[]; readonly lunar: boolean };

/** A day of the town that has a name: 开学, 停电. `day` is `YYYY-MM-DD`. */
export type TownEvent = { readonly day: string; readonly name: string };

/** What a town adds to the statutory calendar. */
export type TownDays = { readonly markets: readonly Market[]; readonly events: readonly TownEvent[] };

/** The statutory calendar as far as it is recorded, and the town's own days. Pure data behind a few questions. */
export type Calendar = {
  /** A day by number or as `YYYY-MM-DD`. Recorded days as recorded; in other respects, and in years not recorded, Monday to Friday. */
  isWorkday(day: Day | string): boolean;
  knows(year: number): boolean;
  /** The name of the holiday a day belongs to, null when it is no recorded day off. */
  holiday(day: Day): string | null;
  /** Whether a day is a market day; null when no market is recorded, or several that differ. */
  readonly market: ((day: Day) => boolean) | null;
  /** The next day of an event from a day on, or the latest one up to `until`; null when none is recorded. */
  event(name: string, span: { readonly from: Day } | { readonly until: Day }): Day | null;
};

export function makeCalendar(days: readonly CalendarDay[], town: TownDays = { markets: [], events: [] }): Calendar {
  const recorded = new Map<Day, CalendarDay>();
  const years = new Set<number>();
  for (const each of days) {
    const day = parseIsoDay(each.day);
    if (day === null) continue;
    recorded.set(day, each);
    years.add(civil(day).year);
  }
  return {
    isWorkday: (when) => {
      const day = typeof when === "string" ? (parseIsoDay(when) ?? Number.NaN) : when;
      const known = recorded.get(day);
      return known ? known.kind === "班" : weekdayOf(day) < 6;
    },
    knows: (year) => years.has(year),
    holiday: (day) => {
      const known = recorded.get(day);
      return known?.kind === "休" ? known.name : null;
    },
    market: marketOf(town.markets),
    event: (name, span) => {
      const all = town.events.filter((each) => each.name === name).flatMap((each) => parseIsoDay(each.day) ?? []);
      const found = "from" in span ? all.filter((day) => day >= span.from) : all.filter((day) => day <= span.until);
      if (found.length === 0) return null;
      return "from" in span ? Math.min(...found) : Math.max(...found);
    },
  };
}

function marketOf(markets: readonly Market[]): ((day: Day) => boolean) | null {
  const kinds = new Set(markets.map(({ digits, lunar }) => `${lunar} ${digits.toSorted().join()}`));
  const [market] = markets;
  if (!market || kinds.size > 1) return null;
  return (day) => {
    const date = market.lunar ? lunarOf(day)?.day : civil(day).day;
    return date !== undefined && market.digits.includes(date % 10);
  };
}

/**
 * Reads the import format `日期,类型,名称` with its header row.
 * @throws RangeError naming the first row that is no date or neither 休 nor 班
 */
export function parseHolidays(csv: string): CalendarDay[] {
  const rows = csv.replace(/^\ufeff/, "").split(/\r?\n/);
  return rows.slice(1).flatMap((row, index) => {
    if (row.trim() === "") return [];
    const [day = "", kind, name = ""] = row.split(",").map((cell) => cell.trim());
    if (parseIsoDay(day) === null || (kind !== "休" && kind !== "班"))
      throw new RangeError(`第${index + 2}行不是节假日：${row}`);
    return [{ day, kind, name }];
  });
}

/** Said aloud whenever working days of a year without data are counted. */
export function unknownYearNote(year: number): string {
  return `${year}年节假日未录入，暂按周一至周五`;
}

/** Said behind working days or their end where they lead into a year without data; empty: they do not. Moments in milliseconds. */
export function newYearNote(from: number, until: number, calendar: Pick<Calendar, "knows">): string {
  const [begins, ends] = [civil(dayNumber(from)).year, civil(dayNumber(until)).year];
  return ends > begins && !calendar.knows(ends) ? `（${unknownYearNote(ends)}）` : "";
}
