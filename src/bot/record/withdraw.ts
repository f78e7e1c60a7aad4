import { kindOf, numberOf, waits } from "../../ledger/kinds.ts";
import type { MoveRow } from "../../store/tables/moves.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Tables } from "../../store/tables.ts";
import { tell } from "../tell/tell.ts";
import { isBuiltOn } from "./built-on.ts";
import { isJoined, recount, separate, uncount } from "./counted.ts";
import { causesOf, siblingsOf } from "./kept.ts";
import { answerKey, saidOnWord, takeSentence } from "./sentences.ts";

export type By = { readonly account: string; readonly personId: string | null; readonly action: "undone" | "recalled" };

/** What fell with it: clocks that stopped, and messages that had gone out already. */
export type Withdrawn = { readonly number: string; readonly clocks: number; readonly gone: number };

/** Takes a record back with what belongs to it. Null when somebody was faster. */
export async function withdrawRecord(row: RecordRow, tables: Tables, now: number, by: By): Promise<Withdrawn | null> {
  if (!(await tables.records.withdraw(row.id, now, row.kind))) return null;
  await uncount(row, tables);
  let clocks = 0;
  for (const part of await tables.records.of(row.id))
    if (part.next_at !== null && (await tables.records.withdraw(part.id, now, part.kind))) clocks++;
    else if (part.kind === row.kind) await standAlone(part, tables);
  const { gone } = await tables.outbox.cancelCausedBy(siblingsOf(row.cause));
  await tellTakenBack(row, tables, now);
  await tellGroups(row, by, tables, now);
  if (kindOf(row.kind).open) await tables.outbox.unsay(answerKey(row));
  await withdrawFollowed(row, row.cause, tables, now, by);
  if (gone > 0 && kindOf(row.kind).own) await tellWithdrawn(row, tables, now);
  await tables.audit.add({ at: now, account: by.account, personId: by.personId, action: by.action, subject: row.id });
  return { number: numberOf(row), clocks, gone };
}

/** What a record was lifted from had followed it, or was put off by it; it goes back with it. */
async function withdrawFollowed(
  row: Pick<RecordRow, "origin_id" | "cause">,
  cause: string,
  tables: Tables,
  now: number,
  by: By,
): Promise<void> {
  // what comes once more was made by putting another one off
  const putOff = /#later:(.+)$/.exec(row.cause)?.[1];
  if (row.origin_id === null && putOff === undefined) return;
  for (const moved of await tables.moves.causedBy(siblingsOf(cause)))
    if (moved.record_id === row.origin_id || moved.record_id === putOff) await withdrawMove(moved, tables, now, by);
}

/** Whoever had heard of it, and has to do something or waits for something, hears that it is not so. */
async function tellWithdrawn(row: RecordRow, tables: Tables, now: number): Promise<void> {
  const number = numberOf(row);
  const involved = await tables.involved.of(row.id);
  const people = [row.owner_id, ...involved.filter(({ stake }) => stake === "helper").map((one) => one.person_id)];
  const news = { why: "others", private: true, subject: row.id } as const;
  for (const person of people)
    if (person !== null)
      await tell(
        { ...news, to: { person }, text: `${number} 撤销了，不用办了。`, cause: `withdrawn:${row.id}:${person}` },
        { tables, now },
      );
  const origin = row.origin_id === null ? undefined : await tables.records.get(row.origin_id);
  for (const { stake, account } of involved)
    if (stake === "asker" && account !== null && origin)
      await tell(
        {
          ...news,
          to: { account },
          text: `${numberOf(origin)} 刚才说交给谁办，弄错了，定了再告诉您。`,
          cause: `withdrawn:${row.id}:${account}`,
        },
        { tables, now },
      );
}

/** Those who were called are not left on their way. */
async function tellTakenBack(row: RecordRow, tables: Tables, now: number): Promise<void> {
  const text = kindOf(row.kind).takenBack?.(numberOf(row));
  if (text === undefined) return;
  for (const person of await tables.outbox.calledBecauseOf(row.id))
    await tell(
      {
        ...{ to: { person }, text, cause: `${siblingsOf(row.cause)}taken back:${person}` },
        ...{ subject: row.id, why: "urgent", private: true },
      },
      { tables, now },
    );
}

/** Every group that was asked hears that it need not answer any more; where it is taken back in words that is said already. */
async function tellGroups(row: RecordRow, by: By, tables: Tables, now: number): Promise<void> {
  const text = kindOf(row.kind).takenBackInGroups?.(numberOf(row));
  if (text === undefined) return;
  for (const chat of await tables.outbox.groupsTold(row.id))
    if (by.action === "recalled" || chat !== row.chat)
      await tell({ to: { chat }, text, cause: `withdrawn:${row.id}:${chat}`, why: "others" }, { tables, now });
}

/** What is asked in groups is again what it was, and they hear so where they had heard the other. */
async function askAgain(row: RecordRow, moved: MoveRow, by: By, tables: Tables, now: number): Promise<void> {
  const asked = await tables.consultations.groupsOf(row.id);
  await tables.consultations.refresh(
    asked.map(({ chat }) => chat),
    now,
  );
  const text = kindOf(row.kind).stepBackInGroups?.(numberOf(row), moved.word);
  if (text === undefined) return;
  for (const { chat } of asked)
    if (by.action === "recalled" || chat !== moved.chat)
      await tell(
        { to: { chat }, text, cause: `unsaid:${moved.id}:${chat}`, subject: row.id, why: "others" },
        { tables, now },
      );
}

/** Whoever asked was told what is not so: that it was passed on, or an answer. */
async function tellAsker(row: RecordRow, moved: MoveRow, by: By, tables: Tables, now: number): Promise<void> {
  if (!kindOf(row.kind).answered || row.chat === "") return;
  if (by.action === "undone" && moved.chat === row.chat) return;
  if (!(await tables.outbox.wasToldIn(row.chat, row.id, siblingsOf(moved.cause)))) return;
  const text = `${numberOf(row)} 刚才说的“${moved.word}”弄错了，撤回了，有了结果再告诉您。`;
  const cause = `unsaid:${moved.id}`;
  await tell({ to: { chat: row.chat }, text, cause, subject: row.id, why: "others" }, { tables, now });
}

/** What was to be done together with something that is no more waits for itself again. */
async function standAlone(part: RecordRow, tables: Tables): Promise<void> {
  if (isJoined(part)) return separate(part, tables);
  const kind = kindOf(part.kind);
  const { starts } = kind.lifecycle;
  await tables.records.change(part, { state: starts, waiting: waits(kind, starts) ? 1 : 0, of_id: null });
}

/** Takes a move back: the record is as it was before. Null when it has moved on since, what it changed was changed again, or somebody was faster. */
export async function withdrawMove(moved: MoveRow, tables: Tables, now: number, by: By): Promise<Withdrawn | null> {
  const row = await tables.records.get(moved.record_id);
  if (!row || row.withdrawn_at !== null || row.state !== moved.to_state) return null;
  if (await isBuiltOn(moved, row, tables)) return null;
  if (!(await tables.moves.undo(moved, now))) return null;
  const before = tables.moves.openBefore(moved);
  // a step that was only noted changed nothing
  if (Object.keys(before).length > 0) await tables.records.change(row, before);
  await recount(row, before, tables);
  await withdrawFollowed(row, moved.cause, tables, now, by);
  await withdrawUntold(row, moved.cause, tables, now);
  const { gone } = await tables.outbox.cancelCausedBy(siblingsOf(moved.cause));
  await tellAsker(row, moved, by, tables, now);
  if (kindOf(row.kind).amendedUnder !== undefined) await askAgain(row, moved, by, tables, now);
  await tables.audit.add({
    at: now,
    account: by.account,
    personId: by.personId,
    action: by.action,
    subject: row.id,
    detail: moved.word,
  });
  return { number: numberOf(row), clocks: 0, gone };
}

/** What a step of a record made, and nobody knows of yet. */
async function withdrawUntold(row: RecordRow, cause: string, tables: Tables, now: number): Promise<void> {
  for (const made of await tables.records.causedBy(siblingsOf(cause)))
    if (made.of_id === row.id && kindOf(made.kind).lifecycle.states[made.state]?.isUntold)
      await tables.records.withdraw(made.id, now);
}

/** One of several sentences of a record; the last that is left takes the record along. */
async function withdrawSentence(moved: MoveRow, tables: Tables, now: number, by: By): Promise<void> {
  const row = await tables.records.get(moved.record_id);
  if (!row || !(await tables.moves.undo(moved, now))) return;
  if (!(await takeSentence(row, moved, tables))) await withdrawRecord(row, tables, now, by);
}

/** What others have to do with stands once they took it on. */
export const mayFall = ({ kind, state }: Pick<RecordRow, "kind" | "state">): boolean =>
  kindOf(kind).own === undefined || state === kindOf(kind).lifecycle.starts;

/** Why it stands whoever takes it back; null: it may fall. */
export async function standsBecause(row: RecordRow, tables: Pick<Tables, "moves">): Promise<string | null> {
  const number = numberOf(row);
  if (!mayFall(row)) return `${number} 已签收，要撤回请发：撤回 ${number} 原因`;
  const stepped = kindOf(row.kind).standsOnceStepped;
  return stepped && (await tables.moves.of(row.id)).length > 0 ? stepped(number) : null;
}

/** Whoever took their message back hears what of it stands all the same. */
const tellStands = (row: RecordRow, account: string, text: string, messageKey: string, tables: Tables, now: number) =>
  tell(
    {
      ...{ to: { account }, text, cause: `${causesOf(messageKey)}stands:${row.id}`, why: "own", private: true },
      subject: row.id,
    },
    { tables, now },
  );

/** A step that others have gone on from is not taken back, and whoever made it hears so. */
async function keepMove({ record_id, account, word }: MoveRow, messageKey: string, tables: Tables, now: number) {
  const row = await tables.records.get(record_id);
  if (!row || row.withdrawn_at !== null || account === "") return;
  const text = `您撤回了消息，${numberOf(row)} 的“${word}”还算数：后来又有了变化。看现在怎样：回“${numberOf(row)}”。`;
  await tellStands(row, account, text, messageKey, tables, now);
}

/** Everything a message made and did, the last first. */
export async function withdrawCausedBy(messageKey: string, tables: Tables, now: number, by: By): Promise<void> {
  const causes = causesOf(messageKey);
  const first = await tables.records.causedBy(causes);
  const stays = new Set(first.filter((row) => row.withdrawn_at === null && !mayFall(row)).map((row) => row.origin_id));
  for (const moved of await tables.moves.causedBy(causes))
    if (moved.word === saidOnWord) await withdrawSentence(moved, tables, now, by);
    else if (!stays.has(moved.record_id) && !(await withdrawMove(moved, tables, now, by)))
      await keepMove(moved, messageKey, tables, now);
  for (const row of await tables.records.causedBy(causes)) {
    if (row.withdrawn_at !== null) continue;
    const stands = await standsBecause(row, tables);
    if (stands !== null) await tellStands(row, row.account, stands, messageKey, tables, now);
    else if (!(await takeSentence(row, null, tables))) await withdrawRecord(row, tables, now, by);
  }
  await tables.photos.dropCausedBy(causes);
  await tables.outbox.cancelCausedBy(causes);
}
