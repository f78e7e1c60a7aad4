import { dayOf } from "../../../chinese/time/index.ts";
import type { Cell } from "../../../import/write-table.ts";
import type { Tables } from "../../../store/tables.ts";
import type { Desk } from "../desk.ts";

/** Days, YYYY-MM-DD, both included. */
export type Days = { readonly from: string; readonly to: string };
const isDay = (day: string | undefined): day is string =>
  day !== undefined && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));

/** As a form sends them; one of them alone reaches to today, or begins with the first. */
export function daysIn({ from, to }: Readonly<Record<string, string>>, now: number): Days | null {
  if (!isDay(from) && !isDay(to)) return null;
  return { from: isDay(from) ? from : "2000-01-01", to: isDay(to) ? to : dayOf(now) };
}

export type Wanted = {
  readonly desk: Desk;
  readonly read: Tables;
  /** what the form says beside */
  readonly query: Readonly<Record<string, string>>;
  /** null: from the beginning to now */
  readonly days: Days | null;
  /** more lines than this are not asked for */
  readonly most: number;
};

/** A table that is taken away to be read, and comes back nowhere. The first line is its header. */
export type Register = {
  readonly title: string;
  /** it is of stretches of days */
  readonly hasDays: boolean;
  lines(wanted: Wanted): Promise<readonly (readonly Cell[])[]>;
};
