import { civil, type Day, parseIsoDay, weekdayOf } from "./days.ts";

/** A day of the statutory calendar: 休 is off, 班 is a make-up working day. `day` is `YYYY-MM-DD`. */
export type CalendarDay = { readonly day: string; readonly kind: "休" | "班"; readonly name: string };

/** The statutory calendar as far as it is recorded. Pure data behind three questions. */
export type Calendar = {
  /** A day by number or as `YYYY-MM-DD`. Recorded days as recorded; in other respects, and in years not recorded, Monday to Friday. */
  isWorkday(day: Day | string): boolean;
  knows(year: number): boolean;
  /** The name of the holiday a day belongs to, null when it is no recorded day off. */
  holiday(day: Day): string | null;
};

export function makeCalendar(days: readonly CalendarDay[]): Calendar {
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
