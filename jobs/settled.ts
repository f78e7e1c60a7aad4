import type { JobContext } from "../src/bot/job.ts";
import { type Calendar, dayOf } from "../src/chinese/time/index.ts";

type LastOf = (now: number, calendar: Calendar) => number | null;

/** How far something has been dealt with, where that lies after now, because the clock was ahead: it becomes the last time that came. */
export async function settledAtMost(key: string, lastOf: LastOf, { store, now, reference }: JobContext): Promise<void> {
  const last = lastOf(now(), (await reference()).calendar) ?? now();
  await store.write(async (tables) => {
    if (Number((await tables.settings.get(key)) ?? 0) > now()) await tables.settings.set(key, String(last));
  });
}

/** The same of days on which something is looked at once, at a time of day: it becomes the last one whose time has come. */
export async function settledDayAtMost(key: string, timeOfDay: number, { store, now }: JobContext): Promise<void> {
  const last = dayOf(now() - timeOfDay);
  await store.write(async (tables) => {
    if (((await tables.settings.get(key)) ?? "") > last) await tables.settings.set(key, last);
  });
}
