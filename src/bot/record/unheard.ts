import { kindOf } from "../../ledger/kinds.ts";
import type { Move } from "../../ledger/lifecycle.ts";
import type { MoveRow } from "../../store/tables/moves.ts";
import type { OutboxRow } from "../../store/tables/outbox.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Tables } from "../../store/tables.ts";
import { siblingsOf } from "./kept.ts";
import { withdrawMove } from "./withdraw.ts";

/** A move that was made only for somebody to hear of it is taken back when nobody did. */
export async function takeBackUnheard(row: OutboxRow, tables: Tables, now: number): Promise<void> {
  const [cause = ""] = row.cause.split(">");
  const record = row.record_id === null ? undefined : await tables.records.get(row.record_id);
  if (!record || row.purpose !== "push") return;
  await takeBackMoves(record, cause, row.author_account ?? record.account, tables, now);
}

/** What a message did to a record only to be heard of. False: nothing of the kind. */
export async function takeBackMoves(
  record: Pick<RecordRow, "id" | "kind">,
  cause: string,
  account: string,
  tables: Tables,
  now: number,
): Promise<boolean> {
  const by = { account, personId: null, action: "undone" } as const;
  let isTaken = false;
  for (const moved of await tables.moves.causedBy(siblingsOf(cause)))
    if (moved.record_id === record.id && moveOf(record, moved)?.onlyIfHeard)
      isTaken = (await withdrawMove(moved, tables, now, by)) !== null || isTaken;
  return isTaken;
}

const moveOf = ({ kind }: Pick<RecordRow, "kind">, { word }: MoveRow): Move | undefined =>
  kindOf(kind).lifecycle.moves.find((move) => move.word === word);
