import type { Context } from "../../src/bot/context.ts";
import type { Handed } from "../../src/bot/hand-over.ts";
import { chatKey } from "../../src/bot/message.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { isHandedOn } from "../../src/ledger/assignment-words.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

/** County, town, village, and whoever a village hands it to. */
const mostSteps = 6;

/** What somebody said or wrote down before it was handed over and on. */
export async function rootOf(row: RecordRow, tables: Pick<Context["tables"], "records">): Promise<RecordRow> {
  let root = row;
  for (let step = 0; step < mostSteps && isHandedOn(root) && root.origin_id !== null; step++)
    root = (await tables.records.get(root.origin_id)) ?? root;
  return root;
}

/**
 * Whoever owns a matter hands it on, and stays its owner: that counts as having accepted it, and what the next one reports
 * comes to them, who report it in their turn.
 */
export async function handOn(
  row: RecordRow,
  { number, owner }: Pick<Handed, "number" | "owner">,
  { message, actor, tables, now }: Context,
): Promise<void> {
  const { signed_at = null, responded_at = null } = await tables.records.own(row);
  const own = { signed_at: signed_at ?? now, responded_at: responded_at ?? now };
  if (!(await tables.records.change(row, { state: "working", waiting: 1, own }))) return;
  await tables.moves.add({
    ...{ record_id: row.id, at: now, account: message.sender.account, person_id: actor.person?.id ?? null },
    ...{ chat: chatKey(message.chat), word: "交办", from_state: row.state, to_state: "working" },
    note: `${number} ${owner.name}`,
    before: { state: row.state, waiting: row.waiting, own: { signed_at, responded_at } },
    cause: `${causesOf(message.key)}交办:${row.id}`,
  });
}
