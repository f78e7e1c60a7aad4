import { z } from "zod";
import { composeDigest } from "../src/bot/digest/compose.ts";
import { defineJob, type JobContext } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { type Calendar, dayOf, startOfDay } from "../src/chinese/time/index.ts";
import { lateUntil } from "../src/ledger/digest.ts";
import type { Tables } from "../src/store/tables.ts";

const minute = 60_000;
const dayLength = 24 * 60 * minute;
const mostAtOnce = 20_000;
/** Later than this after its minute a digest says so. */
const lateAfter = 5;

/** The morning report of one secretary: composed once a day, sent as composed. */
export const digest = defineJob({
  name: "digest",
  data: z.object({ personId: z.string(), day: z.string(), minute: z.number() }),
  id: ({ personId, day, minute: at }) => jobId("digest", personId, day, at),
  async due(until, context) {
    const day = dayOf(until);
    const minuteNow = Math.floor((until - startOfDay(until)) / minute);
    const { calendar } = await context.reference();
    const rows = await context.store.read.digests.due(day, minuteNow, calendar.isWorkday(day), mostAtOnce);
    return rows.map((row) => ({
      data: { personId: row.personId, day, minute: row.minute },
      at: startOfDay(until) + row.minute * minute,
    }));
  },
  async run({ personId, day, minute: at }, context) {
    const { calendar } = await context.reference();
    await context.store.write((tables) => write(personId, day, at, calendar, tables, context));
  },
});

async function write(
  personId: string,
  day: string,
  at: number,
  calendar: Calendar,
  tables: Tables,
  context: JobContext,
): Promise<void> {
  const now = context.now();
  const minuteNow = Math.floor((now - startOfDay(now)) / minute);
  const setting = await tables.digests.setting(personId);
  // the row is asked again: it may have been switched off, moved to another minute, or sent by another process
  if (!setting?.enabled || setting.minute !== at || dayOf(now) !== day) return;
  const [post] = (await tables.people.posts(personId))
    .filter(readsDigests)
    .sort((one, other) => one.place_path.length - other.place_path.length);
  const last = await tables.digests.last(personId, "daily");
  const since = last?.composed_at ?? lastMorning(now, calendar);
  const asked = setting.also_on === day;
  if (!post || (!asked && minuteNow > lateUntil && minuteNow > at + lateAfter)) {
    await tables.digests.keep({
      person_id: personId,
      day,
      kind: "daily",
      text: "",
      covers_from: since,
      composed_at: since,
      state: "skipped",
    });
    return;
  }
  const composed = await composeDigest(
    { personId, place: { path: post.place_path, name: post.place_name } },
    since,
    tables,
    now,
  );
  const send = asked || composed.hasNews;
  const text = minuteNow - at > lateAfter ? `（补发）${composed.text}` : composed.text;
  const kept = await tables.digests.keep({
    person_id: personId,
    day,
    kind: "daily",
    text,
    covers_from: since,
    composed_at: now,
    state: send ? "composed" : "empty",
  });
  if (!kept || !send) return;
  const person = await tables.people.get(personId);
  if (person?.unsubscribed_at != null) return;
  const [account] = await tables.accounts.reachable(personId);
  const [group] = await tables.groups.at(post.place_id, "cadre");
  // one-to-one, else the cadre group of the place
  const target = account?.chat ?? group?.key;
  if (target === undefined) {
    context.log("digest has nowhere to go", { person: personId, place: post.place_id });
    return;
  }
  const cause = `digest:${personId}:${day}:${at}`;
  await tables.outbox.add({ target, cause, purpose: "push", text, now, personId, otherwise: group?.key ?? null });
}

const readsDigests = (post: { role: string }): boolean => post.role === "secretary" || post.role === "admin";

/** The same time of the last working day: a first digest on a Monday tells of the weekend too. */
function lastMorning(now: number, calendar: Calendar): number {
  let at = now - dayLength;
  while (!calendar.isWorkday(dayOf(at))) at -= dayLength;
  return at;
}
