import { nextTime, type Recurrence } from "../../chinese/time/index.ts";
import { kindOf, waits } from "../../ledger/kinds.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Context } from "../context.ts";
import { placesOf } from "./keep.ts";
import { siblingsOf } from "./kept.ts";

/** A record that was taken back stands again, with its clocks, its coverage and what waited to be said. Null when somebody was faster. */
export async function restoreRecord(row: RecordRow, context: Context): Promise<{ readonly clocks: number } | null> {
  const { tables, actor, now } = context;
  const parts = await tables.withdrawn.partsOf(row);
  if (!(await tables.withdrawn.restore(row, nextStrike(row, context)))) return null;
  await count(row, context);
  let clocks = 0;
  for (const part of parts) if (await tables.withdrawn.restore(part, nextStrike(part, context))) clocks++;
  await tables.outbox.restoreCausedBy(siblingsOf(row.cause), now);
  await tables.audit.add({
    ...{ at: now, account: actor.account, personId: actor.person?.id ?? null },
    ...{ action: "restored", subject: row.id },
  });
  return { clocks };
}

/** When the clock of something that stands again strikes; what was due meanwhile strikes now. */
function nextStrike({ kind, state, due_at, rule }: RecordRow, { now, calendar }: Context): number | null {
  const { clock, ownSteps } = kindOf(kind).lifecycle;
  const runs = clock?.in.includes(state) || (ownSteps !== undefined && waits(kindOf(kind), state));
  if (due_at === null || !runs) return null;
  if (rule === null || due_at > now) return due_at;
  return nextTime(JSON.parse(rule) as Recurrence, now, calendar);
}

async function count(row: RecordRow, { tables, places }: Context): Promise<void> {
  if (!kindOf(row.kind).counts) return;
  const [first, ...others] = placesOf(row, tables).flatMap((id) => places.get(id)?.path ?? []);
  if (first !== undefined)
    await tables.coverage.add({
      ...{ kind: row.kind, paths: [first, ...others], personId: row.author_id, day: row.day },
    });
}
