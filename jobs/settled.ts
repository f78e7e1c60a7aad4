import type { JobContext } from "../src/bot/job.ts";
import { dayOf } from "../src/chinese/time/index.ts";
import type { Tables } from "../src/store/tables.ts";

/** How far something has been dealt with, where that lies after `now`, because the clock was ahead: it becomes `last`. */
export async function settledAtMost(key: string, now: number, last: number, tables: Pick<Tables, "settings">) {
  if (Number((await tables.settings.get(key)) ?? 0) > now) await tables.settings.set(key, String(last));
}

/** The same of days on which something is looked at once, at a time of day: it becomes the last one whose time has come. */
export async function settledDayAtMost(key: string, timeOfDay: number, { store, now }: JobContext): Promise<void> {
  const last = dayOf(now() - timeOfDay);
  await store.write(async (tables) => {
    if (((await tables.settings.get(key)) ?? "") > last) await tables.settings.set(key, last);
  });
}
