import type { Tables } from "../src/store/tables.ts";

/** How far something has been dealt with, where that lies after `now`, because the clock was ahead: it becomes `last`. */
export async function settledAtMost(key: string, now: number, last: number, tables: Pick<Tables, "settings">) {
  if (Number((await tables.settings.get(key)) ?? 0) > now) await tables.settings.set(key, String(last));
}
