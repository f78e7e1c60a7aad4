import { z } from "zod";
import { defineJob } from "../src/bot/job.ts";
import { jobId } from "../src/bot/job-id.ts";
import { keptOf } from "../src/bot/record/kept.ts";
import { type Calendar, nextTime, type Recurrence } from "../src/chinese/time/index.ts";
import { type KindName, kindOf, waits } from "../src/ledger/kinds.ts";
import type { Lifecycle } from "../src/ledger/lifecycle.ts";
import type { RecordRow } from "../src/store/tables/records.ts";
import type { Tables } from "../src/store/tables.ts";

const mostAtOnce = 10_000;

/** The clocks of all kinds: what strikes for one owner in one minute. */
export const due = defineJob({
  name: "due",
  data: z.object({ kind: z.string(), owner: z.string(), dueAt: z.number() }),
  id: ({ kind, owner, dueAt }) => jobId("due", kind, owner, dueAt),
  async due(until, { store }) {
    const rows = await store.read.clocks.dueUntil(until, mostAtOnce);
    return rows.map(({ kind, owner, at }) => ({ data: { kind, owner, dueAt: at }, at }));
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
  async run({ kind: name, owner }, { store, now, reference, rings, log }) {
    const { calendar } = await reference();
    const kind = kindOf(name).name;
    const ring = rings.find((one) => one.kind === kind);
    if (!ring) throw new Error(`nobody says what the clock of a ${kind} means`);
    const unheard = await store.write(async (tables) => {
      const at = now();
      const struck: RecordRow[] = [];
      for (const row of await tables.clocks.dueFor(kind, owner, at))
        if (!isReadable(row, tables)) {
          await tables.clocks.claim(row, { next: null, state: row.state, waiting: false, now: at });
          log("a record cannot be read, its clock is stopped", { kind, record: row.id });
        } else if (await strike(kind, row, tables, calendar, at)) struck.push(row);
      return ring.tell(struck, tables, at, calendar);
    });
    if (unheard !== null) log("nobody to tell of a clock", { kind, why: unheard });
  },
});

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
