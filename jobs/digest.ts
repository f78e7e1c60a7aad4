import { z } from "zod";
import { defineJob, type JobContext } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { dayOf, startOfDay } from "../src/chinese/time/index.ts";
import { lateUntil } from "../src/ledger/digest.ts";
import type { Tables } from "../src/store/tables.ts";
import { type Composing, causeOf, compose, isWanted, minuteOf, type Told, type Which } from "./morning.ts";
import { partOf } from "./parts.ts";
import { sendDigest } from "./send-digest.ts";

const minute = 60_000;
const dayLength = 24 * 60 * minute;
const mostAtOnce = 20_000;
/** So many are composed together, and share one transaction. */
const together = 50;

const data = z.object({ day: z.string(), minute: z.number(), part: z.number(), personIds: z.array(z.string()) });

/** The morning reports of secretaries: each composed once a day beside the writer, then kept and sent in one transaction. */
export const digest = defineJob({
  name: "digest",
  data,
  // whoever of them has theirs already: the rest of a part stays the same job
  id: ({ day, minute: at, part }) => jobId("digest", day, at, part),
  async due(until, context) {
    const day = dayOf(until);
    const { calendar } = await context.reference();
    const rows = await context.store.read.digests.due(day, minuteOf(until), calendar.isWorkday(day), mostAtOnce);
    const found = new Map<string, z.infer<typeof data>>();
    for (const { personId, minute: at } of rows) {
      const part = partOf(personId);
      const known = found.get(`${at} ${part}`);
      if (known) known.personIds.push(personId);
      else found.set(`${at} ${part}`, { day, minute: at, part, personIds: [personId] });
    }
    return [...found.values()].map((one) => ({ data: one, at: startOfDay(until) + one.minute * minute }));
  },
  async clockMoved({ store, now }) {
    await store.write((tables) => tables.digests.forgetAhead(dayOf(now())));
  },
  async run({ personIds, ...when }, context) {
    const { places, calendar } = await context.reference();
    const failed: unknown[] = [];
    for (let from = 0; from < personIds.length; from += together) {
      const readers = personIds.slice(from, from + together).map((personId): Which => ({ personId, ...when }));
      const composing = { sections: context.sections, now: context.now(), places, calendar };
      failed.push(...(await tellEach(readers, composing, context)));
    }
    // the others have theirs
    if (failed.length > 0) throw failed[0];
  },
});

/** What went wrong with any of them. */
async function tellEach(readers: readonly Which[], composing: Composing, context: JobContext): Promise<unknown[]> {
  const { store } = context;
  const composed = await store.readEach(
    readers.map((which) => async (tables) => {
      const asked = await isWanted(which, tables, composing.now);
      return asked === null ? null : { which, asked, told: await compose(which, asked, tables, composing) };
    }),
  );
  const ready = composed.flatMap((one) => (one.status === "fulfilled" && one.value !== null ? [one.value] : []));
  const written = await store.writeEach(ready.map((one) => (tables) => keepAndSend(one, tables, context)));
  return [...composed, ...written].flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
}

type Ready = { readonly which: Which; readonly asked: boolean; readonly told: Told };

async function keepAndSend({ which, asked, told }: Ready, tables: Tables, context: JobContext): Promise<void> {
  // the row is asked again: it may have been switched off, moved to another minute, or sent by another process
  if ((await isWanted(which, tables, context.now())) === null) return;
  if (asked) await tables.digests.set(which.personId, { also_on: "" });
  if (!(await keep(which, told, tables)) || told.text === null || !told.reader) return;
  const { personId, day, minute: at } = which;
  // what is not read by then is told in the next
  const expires = startOfDay(context.now()) + (at < lateUntil ? lateUntil * minute : dayLength);
  const what = { cause: `${causeOf(personId, day)}${at}`, replaces: `digest:${personId}`, expires };
  await sendDigest({ ...what, reader: told.reader, text: told.text, actions: told.actions }, tables, context);
}

/** False when another process kept this day's meanwhile. */
async function keep({ personId, day }: Which, { kept, since }: Told, tables: Tables): Promise<boolean> {
  if (!kept) return true;
  const { state, text, at } = kept;
  const row = { person_id: personId, day, kind: "daily" as const, covers_from: since };
  return tables.digests.keep({ ...row, state, text, composed_at: at });
}
