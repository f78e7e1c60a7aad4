import { kindOf } from "../../ledger/kinds.ts";
import type { OutboxRow } from "../../store/tables/outbox.ts";
import type { Tables } from "../../store/tables.ts";
import { siblingsOf } from "./kept.ts";
import { withdrawMove } from "./withdraw.ts";

/** A move that was made only for somebody to hear of it is taken back when nobody did. */
export async function takeBackUnheard(row: OutboxRow, tables: Tables, now: number): Promise<void> {
  const [cause = ""] = row.cause.split(">");
  const record = row.record_id === null ? undefined : await tables.records.get(row.record_id);
  if (!record || row.purpose !== "push") return;
  const by = { account: row.author_account ?? record.account, personId: null, action: "undone" } as const;
  for (const moved of await tables.moves.causedBy(siblingsOf(cause))) {
    const move = kindOf(record.kind).lifecycle.moves.find(({ word }) => word === moved.word);
    if (moved.record_id === record.id && move?.onlyIfHeard) await withdrawMove(moved, tables, now, by);
  }
}
