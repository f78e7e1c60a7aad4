import type { Context } from "../../src/bot/context.ts";
import { calledSo } from "../../src/bot/record/called.ts";
import { withInvolved } from "../../src/bot/record/find.ts";
import { keptOf } from "../../src/bot/record/kept.ts";
import { postsOf } from "../../src/bot/record/target.ts";
import { strikes } from "../../src/ledger/assignment-clock.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { HeldRecord } from "../../src/store/tables/involved.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { type Given, tellOwners } from "./hand-over.ts";

/** What was written down and told to nobody goes to its owners, one message each; only now its clocks start. */
export async function release(
  rows: readonly RecordRow[],
  context: Context,
  texts: ReadonlyMap<string, string> = new Map(),
): Promise<readonly string[]> {
  const handed: Given[] = [];
  for (const held of await withInvolved(rows, context)) {
    const one = await goesOut(held, context);
    if (one) handed.push(one);
  }
  const heard = await tellOwners(handed, context, texts);
  return [...new Set(handed.map(({ owner }) => owner.personId))].filter((id) => !heard.has(id));
}

async function goesOut(row: HeldRecord, context: Context): Promise<Given | null> {
  const { tables, now, calendar } = context;
  if (row.state !== "held" || row.owner_id === null || row.due_at === null) return null;
  const kept = await keptOf(row, tables);
  const next = strikes({ ...kept, state: "offered" }, now, calendar);
  const change = { state: "offered", waiting: 1, next_at: next, of_id: null };
  if (!(await tables.records.change(row, change))) return null;
  const assigner = row.involved?.find(({ stake }) => stake === "assigner");
  const posts = assigner?.person_id ? await postsOf(assigner.person_id, context) : [];
  const post = posts.find(({ placeId }) => placeId === kept.own.from_place_id) ?? posts[0];
  const name = kept.involved.find(({ stake }) => stake === "assigner")?.name ?? "";
  return {
    ...{ id: row.id, number: numberOf(row), text: tables.records.openText(row), dueAt: row.due_at },
    ...{ owner: { personId: row.owner_id, name: kept.ownerName }, origin: undefined },
    ...{ list: String(kept.own.list ?? ""), sensitive: row.sensitive === 1 },
    by: { personId: assigner?.person_id ?? "", account: row.account, called: calledSo(name, post) },
  };
}
