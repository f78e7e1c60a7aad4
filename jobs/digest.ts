import { z } from "zod";
import { type Composed, composeDigest } from "../src/bot/digest/compose.ts";
import { type Reader, readerOf } from "../src/bot/digest/reader.ts";
import { defineJob, type JobContext } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { type Calendar, dayOf, startOfDay } from "../src/chinese/time/index.ts";
import { lateUntil } from "../src/ledger/digest.ts";
import type { Tables } from "../src/store/tables.ts";
import { sendDigest } from "./send-digest.ts";

const minute = 60_000;
const dayLength = 24 * 60 * minute;
const mostAtOnce = 20_000;
/** Later than this after its minute a digest says so. */
const lateAfter = 5;

const data = z.object({ personId: z.string(), day: z.string(), minute: z.number() });
type Which = z.infer<typeof data>;

/** The morning report of one secretary: composed once a day beside the writer, then kept and sent in one transaction. */
export const digest = defineJob({
  name: "digest",
  data,
  id: ({ personId, day, minute: at }) => jobId("digest", personId, day, at),
  async due(until, context) {
    const day = dayOf(until);
    const minuteNow = minuteOf(until);
    const { calendar } = await context.reference();
    const rows = await context.store.read.digests.due(day, minuteNow, calendar.isWorkday(day), mostAtOnce);
    return rows.map((row) => ({
      data: { personId: row.personId, day, minute: row.minute },
      at: startOfDay(until) + row.minute * minute,
    }));
  },
  async clockMoved({ store, now }) {
    await store.write((tables) => tables.digests.forgetAhead(dayOf(now())));
  },
  async run(which, context) {
    const { store } = context;
    const asked = await isWanted(which, store.read, context.now());
    if (asked === null) return;
    const told = await compose(which, asked, context);
    await store.write(async (tables) => {
      // the row is asked again: it may have been switched off, moved to another minute, or sent by another process
      if ((await isWanted(which, tables, context.now())) === null) return;
      if (asked) await tables.digests.set(which.personId, { also_on: "" });
      if ((await keep(which, told, tables)) && told.text !== null && told.reader) {
        const { personId, day, minute: at } = which;
        // what is not read by then is told in the next
        const expires = startOfDay(context.now()) + (at < lateUntil ? lateUntil * minute : dayLength);
        const what = { cause: `${causeOf(personId, day)}${at}`, replaces: `digest:${personId}`, expires };
        await sendDigest({ ...what, reader: told.reader, text: told.text, actions: told.actions }, tables, context);
      }
    });
  },
});

const causeOf = (personId: string, day: string): string => `digest:${personId}:${day}:`;

/** Null: not, or not any more; true: the reader asked for one on this very day. */
async function isWanted({ personId, day, minute: at }: Which, tables: Tables, now: number): Promise<boolean | null> {
  const setting = await tables.digests.setting(personId);
  return setting?.enabled && setting.minute === at && dayOf(now) === day ? setting.also_on === day : null;
}

/** What is to be kept of this day, if it is not kept yet, and told, if anything is. */
type Told = {
  readonly reader: Reader | null;
  readonly kept: {
    readonly state: "composed" | "empty" | "skipped";
    readonly text: string;
    readonly at: number;
  } | null;
  readonly text: string | null;
  readonly actions?: Composed["actions"];
  readonly since: number;
};

async function compose(which: Which, asked: boolean, context: JobContext): Promise<Told> {
  const { store, sections } = context;
  const now = context.now();
  const { places, calendar } = await context.reference();
  const posts = await store.read.people.posts(which.personId);
  const reader = readerOf(which.personId, posts.map(asHeld), places);
  const earlier = await store.read.digests.of(which.personId, which.day, "daily");
  const last = await store.read.digests.last(which.personId, "daily");
  const unread = last?.state === "composed" && !(await store.read.outbox.wasSaid(causeOf(which.personId, last.day)));
  const since = (unread ? last.covers_from : last?.composed_at) ?? lastMorning(now, calendar);
  if (earlier) return { reader, kept: null, text: asked ? store.read.digests.openText(earlier) : null, since };
  const late = minuteOf(now) - which.minute;
  if (!reader || (!asked && minuteOf(now) > lateUntil && late > lateAfter))
    return { reader, kept: { state: "skipped", text: "", at: since }, text: null, since };
  const composed: Composed = await composeDigest(sections, reader, since, store.read, { now, places, calendar });
  const before = last && !unread ? store.read.digests.openText(last) : null;
  const isNew = composed.hasNews && (before === null || isMonday(which.day) || !saysTheSame(before, composed.text));
  const send = asked || isNew;
  const text = late > lateAfter ? `（补发）${composed.text}` : composed.text;
  const kept = { state: send ? ("composed" as const) : ("empty" as const), text, at: now };
  return {
    ...{ reader, kept, text: send ? text : null, since },
    ...(composed.actions && { actions: composed.actions }),
  };
}

/** Nobody reads the same lines morning after morning: what only grew a day older waits for Monday. */
const saysTheSame = (before: string, now: string): boolean =>
  withoutAge(before.replace(/新增\d+(?:（[^）]*）)?，?/gu, "")) === withoutAge(now);
const withoutAge = (text: string): string => text.replace(/^.*\n/, "").replace(/，?最久\d+天/g, "");
const isMonday = (day: string): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() === 1;

/** False when another process kept this day's meanwhile. */
async function keep({ personId, day }: Which, { kept, since }: Told, tables: Tables): Promise<boolean> {
  if (!kept) return true;
  const { state, text, at } = kept;
  const row = { person_id: personId, day, kind: "daily" as const, covers_from: since };
  return tables.digests.keep({ ...row, state, text, composed_at: at });
}

const minuteOf = (at: number): number => Math.floor((at - startOfDay(at)) / minute);

type PostRow = Awaited<ReturnType<Tables["people"]["posts"]>>[number];
export const asHeld = ({ role, place_id, place_path, place_name }: PostRow) => ({
  ...{ role, placeId: place_id, placePath: place_path, placeName: place_name },
});

/** The same time of the last working day: a first digest on a Monday tells of the weekend too. */
function lastMorning(now: number, calendar: Calendar): number {
  let at = now - dayLength;
  while (!calendar.isWorkday(dayOf(at))) at -= dayLength;
  return at;
}
