import { z } from "zod";
import { composeDigest } from "../src/bot/digest/compose.ts";
import { digestPicture } from "../src/bot/digest/picture.ts";
import { readerOf } from "../src/bot/digest/reader.ts";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { dayOf, mondayOf, startOfDay } from "../src/chinese/time/index.ts";
import { weeklyOn } from "../src/ledger/week.ts";
import type { Tables } from "../src/store/tables.ts";
import { asHeld } from "./morning.ts";
import { sendDigest } from "./send-digest.ts";

const minute = 60_000;
const dayLength = 24 * 60 * minute;
const mostAtOnce = 20_000;
/** Later than this after its minute it says so. */
const lateAfter = 5 * minute;

const data = z.object({ personId: z.string(), day: z.string(), minute: z.number() });
type Which = z.infer<typeof data>;

/** The report of a week, on the day and at the minute its reader chose: composed once, kept and sent in one transaction. */
export const weekly = defineJob({
  name: "weekly",
  data,
  id: ({ personId, day, minute: at }) => jobId("weekly", personId, day, at),
  async due(until, { store, reference }) {
    const { calendar } = await reference();
    const weekdays = weeklyOn(until, calendar);
    if (weekdays.length === 0) return [];
    const midnight = startOfDay(until);
    const sinceMidnight = Math.floor((until - midnight) / minute);
    const rows = await store.read.digests.weeklyDue(
      dayOf(startOfDay(mondayOf(until))),
      weekdays,
      sinceMidnight,
      mostAtOnce,
    );
    return rows.map((row) => ({ data: { ...row, day: dayOf(until) }, at: midnight + row.minute * minute }));
  },
  async run(which, context) {
    const { store, sections } = context;
    const now = context.now();
    const { personId, day } = which;
    if (!(await isWanted(which, store.read, now))) return;
    const { places, calendar } = await context.reference();
    const reader = readerOf(personId, (await store.read.people.posts(personId)).map(asHeld), places);
    if (!reader) return;
    const since = now - 7 * dayLength;
    const composed = await composeDigest(sections, reader, since, store.read, { now, places, calendar, span: "week" });
    const due = startOfDay(now) + which.minute * minute;
    const text = now - due > lateAfter ? `（补发）${composed.text}` : composed.text;
    const picture =
      composed.hasNews && (await hasPicture(personId, store.read))
        ? await digestPicture(reader, { tables: store.read, places, now })
        : undefined;
    await store.write(async (tables) => {
      if (!(await isWanted(which, tables, now))) return;
      const state = composed.hasNews ? ("composed" as const) : ("empty" as const);
      const row = { person_id: personId, day, kind: "weekly" as const, covers_from: since, composed_at: now };
      if (!(await tables.digests.keep({ ...row, state, text })) || !composed.hasNews) return;
      const cause = `weekly:${personId}:${day}`;
      const expires = startOfDay(now) + 2 * dayLength;
      const when = { cause, replaces: `weekly:${personId}`, expires };
      const shown = picture === undefined ? {} : { picture };
      await sendDigest({ ...when, ...shown, reader, text, actions: composed.actions }, tables, context);
    });
  },
});

const hasPicture = async (personId: string, tables: Tables): Promise<boolean> =>
  (await tables.digests.setting(personId))?.picture === 1;

/** It may have been switched off or moved, or been sent by another process; on another day it is the next one's. */
async function isWanted({ personId, day, minute: at }: Which, tables: Tables, now: number): Promise<boolean> {
  const setting = await tables.digests.setting(personId);
  if (!setting || setting.weekly_day === 0 || setting.weekly_minute !== at || dayOf(now) !== day) return false;
  return (await tables.digests.of(personId, day, "weekly")) === undefined;
}
