import { kindOf, waits } from "../../ledger/kinds.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Context } from "../context.ts";
import { chatKey } from "../message.ts";
import { causesOf } from "./kept.ts";

/** What a record was lifted from becomes what became of it, where its kind knows such a state; nobody is told. */
export async function originFollows(
  { origin_id }: Pick<RecordRow, "origin_id">,
  state: string,
  word: string,
  words: string,
  { message, actor, tables, now }: Context,
): Promise<void> {
  const origin = origin_id === null ? undefined : await tables.records.get(origin_id);
  if (!origin || origin.withdrawn_at !== null || origin.state === state) return;
  const kind = kindOf(origin.kind);
  if (kind.lifecycle.states[state] === undefined) return;
  const change = { state, waiting: waits(kind, state) ? 1 : 0 };
  if (!(await tables.records.change(origin, change))) return;
  await tables.moves.add({
    record_id: origin.id,
    at: now,
    account: message.sender.account,
    person_id: actor.person?.id ?? null,
    chat: chatKey(message.chat),
    word,
    from_state: origin.state,
    to_state: state,
    note: words || null,
    before: { state: origin.state, waiting: origin.waiting },
    cause: `${causesOf(message.key)}${word}:${origin.id}`,
  });
}
