import { dayOfSerial, oneOf, plain } from "./cell.ts";
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

const DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\(?(?:星期|周).\)?)?$/;
const midnight = /\s0?0:00(?::00)?$/;
/** A day as spreadsheets number it, where the file does not say that it is one; from 2000 to 2099. */
const SERIAL = /^(3[6-9]|[4-6]\d|7[0-2])\d{3}(\.0+)?$/;

function dayOf(cell: string | undefined): string {
  if (SERIAL.test(plain(cell))) return dayOfSerial(Number(plain(cell)));
  const [, year = "", month = "", day = ""] = DATE.exec(plain(cell).replace(midnight, "").replace(/\s/g, "")) ?? [];
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso)
    throw new RowFault(`日期“${cell ?? ""}”不是日期：请写成 2026-10-01`);
  return iso;
}

export function checkHolidays(table: Table): Checked<HolidayRow> {
  const seen = new Map<string, number>();
  return checkRows(table, HOLIDAY_COLUMNS, ({ number, cells }): HolidayRow => {
    const day = dayOf(cells.日期);
    const before = seen.get(day);
    if (before !== undefined) throw new RowFault(`${day}和第${before}行重复：一天只写一行`);
    const kind = oneOf(cells.类型, ["休", "班"], "类型");
    seen.set(day, number);
    return { row: number, day, kind, name: plain(cells.名称) };
  });
}
