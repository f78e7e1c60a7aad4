import { z } from "zod";
import { defineJob, type JobContext } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { keptOf } from "../src/bot/record/kept.ts";
import type { Ring } from "../src/bot/record/ring.ts";
import { type Calendar, nextTime, type Recurrence } from "../src/chinese/time/index.ts";
import { type KindName, kindOf, waits } from "../src/ledger/kinds.ts";
import type { Lifecycle } from "../src/ledger/lifecycle.ts";
import type { RecordRow } from "../src/store/tables/records.ts";
import type { Tables } from "../src/store/tables.ts";
import { partOf } from "./parts.ts";

const mostAtOnce = 10_000;
/** Of so many owners the clocks strike together, where what is told of them goes the same way, and share one transaction. */
const together = 50;

const data = z.object({ kind: z.string(), dueAt: z.number(), owners: z.array(z.string()) });

/** The clocks of all kinds: what strikes in one minute, of several owners that share a job. */
export const due = defineJob({
  name: "due",
  data,
  // whoever comes to them in the last minute is a job of its own with them, and finds them done
  id: ({ kind, dueAt, owners }) => jobId("due", kind, dueAt, ...owners),
  async due(until, { store }) {
    const rows = await store.read.clocks.dueUntil(until, mostAtOnce);
    const found = new Map<string, z.infer<typeof data>>();
    for (const { kind, owner, at } of rows) {
      const key = `${kind} ${at} ${partOf(owner)}`;
      const known = found.get(key);
      if (known) known.owners.push(owner);
      else found.set(key, { kind, dueAt: at, owners: [owner] });
    }
    // two that hold some of the same take them in the same order, and wait for each other only
    for (const { owners } of found.values()) owners.sort();
    return [...found.values()].map((one) => ({ data: one, at: one.dueAt }));
  },
  async clockMoved({ store, now, reference, log }) {
    const { calendar } = await reference();
    const ahead = await store.read.clocks.struckAfter(now(), mostAtOnce);
    if (ahead.length === 0) return;
    log("rhythms that struck ahead of the clock are found again", { records: ahead.length });
    await store.write(async (tables) => {
      for (const row of ahead) {
        // what was told already is not told again: its cause is the moment it was due
        const next = row.rule === null ? null : nextTime(JSON.parse(row.rule) as Recurrence, now(), calendar);
        if (next !== null && row.next_at !== null && next < row.next_at) await tables.clocks.setBack(row, next);
      }
    });
  },
  async run({ kind: name, owners }, context) {
    const { store, reference, rings, log } = context;
    const { calendar } = await reference();
    const kind = kindOf(name).name;
    const ring = rings.find((one) => one.kind === kind);
    if (!ring) throw new Error(`nobody says what the clock of a ${kind} means`);
    const failed: unknown[] = [];
    const size = ring.goesTogether ? together : 1;
    for (let from = 0; from < owners.length; from += size) {
      const works = owners
        .slice(from, from + size)
        .map((owner) => (tables: Tables) => strikeAll(owner, ring, tables, calendar, context));
      for (const one of await store.writeEach(works))
        if (one.status === "rejected") failed.push(one.reason);
        else if (one.value !== null) log("nobody to tell of a clock", { kind, why: one.value });
    }
    // the others have struck
    if (failed.length > 0) throw failed[0];
  },
});

/** All that is due of one owner. Returns why nobody hears of it, or null. */
async function strikeAll(
  owner: string,
  ring: Ring,
  tables: Tables,
  calendar: Calendar,
  { now, log }: JobContext,
): Promise<string | null> {
  const { kind } = ring;
  const at = now();
  const struck: RecordRow[] = [];
  for (const row of await tables.clocks.dueFor(kind, owner, at))
    if (!isReadable(row, tables)) {
      await tables.clocks.claim(row, { next: null, state: row.state, waiting: false, now: at });
      log("a record cannot be read, its clock is stopped", { kind, record: row.id });
    } else if (await strike(kind, row, tables, calendar, at)) struck.push(row);
  return struck.length === 0 ? null : ring.tell(struck, tables, at, calendar);
}

/** One that is broken must not keep the others of its owner from being said. */
function isReadable(row: RecordRow, tables: Tables): boolean {
  try {
    tables.records.openText(row);
    if (row.rule !== null) JSON.parse(row.rule);
    return true;
  } catch {
    return false;
  }
}

/** True for exactly one caller. Its state stays, its clock goes on to what its rules say. */
async function strikeOn(
  row: RecordRow,
  strikes: NonNullable<Lifecycle["strikes"]>,
  tables: Tables,
  calendar: Calendar,
  now: number,
): Promise<boolean> {
  const next = strikes(await keptOf(row, tables), now, calendar);
  return tables.clocks.goOn(row, next);
}

/** True for exactly one caller. What comes again keeps its state and its clock, the rest becomes what its lifecycle says. */
function strike(kind: KindName, row: RecordRow, tables: Tables, calendar: Calendar, now: number): Promise<boolean> {
  const { lifecycle } = kindOf(kind);
  if (lifecycle.strikes) return strikeOn(row, lifecycle.strikes, tables, calendar, now);
  const next = row.rule === null ? null : nextTime(JSON.parse(row.rule) as Recurrence, now, calendar);
  const state = next === null ? (lifecycle.clock?.to ?? row.state) : row.state;
  return tables.clocks.claim(row, { next, state, waiting: waits(kindOf(kind), state), now });
}
