import { dayOf, parseIsoDay, startOfDay } from "../../../chinese/time/index.ts";
import type { Cell } from "../../../import/write-table.ts";
import type { Tables } from "../../../store/tables.ts";
import type { Desk } from "../desk.ts";

/** Days, YYYY-MM-DD, both included. */
export type Days = { readonly from: string; readonly to: string };
const isDay = (day: string | undefined): day is string => day !== undefined && parseIsoDay(day) !== null;
const dayLength = 24 * 60 * 60_000;

/** As a form sends them; one of them alone reaches to today, or begins with the first. */
export function daysIn({ from, to }: Readonly<Record<string, string>>, now: number): Days | null {
  if (!isDay(from) && !isDay(to)) return null;
  return { from: isDay(from) ? from : "2000-01-01", to: isDay(to) ? to : dayOf(now) };
}

/** The moments where they begin and end. */
export const spanOf = ({ from, to }: Days) => ({ begins: startOfDay(from), ends: startOfDay(to) + dayLength });

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
  lines(wanted: Wanted): Promise<readonly (readonly Cell[])[]>;
};
