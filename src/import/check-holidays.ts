import { dayIn, oneOf, plain } from "./cell.ts";
import { type Checked, checkRows, RowFault } from "./check.ts";
import type { Table } from "./table.ts";

export const HOLIDAY_COLUMNS = ["日期", "类型", "名称"] as const;

/** A day off (休) or a working day in exchange (班); `day` is `2026-10-01`. */
export type HolidayRow = {
  readonly row: number;
  readonly day: string;
  readonly kind: "休" | "班";
  readonly name: string;
};

export function checkHolidays(table: Table): Checked<HolidayRow> {
  const seen = new Map<string, number>();
  return checkRows(table, HOLIDAY_COLUMNS, ({ number, cells }): HolidayRow => {
    const day = dayIn(cells.日期);
    const before = seen.get(day);
    if (before !== undefined) throw new RowFault(`${day}和第${before}行重复：一天只写一行`);
    const kind = oneOf(cells.类型, ["休", "班"], "类型");
    seen.set(day, number);
    return { row: number, day, kind, name: plain(cells.名称) };
  });
}
