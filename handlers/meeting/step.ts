import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { RecordChange } from "../../src/store/tables/records.ts";
import { type Sitting, sittingOf } from "./sitting.ts";

/** What a word in a meeting makes hangs on a key of its own: recalling or editing the message changes nothing. */
export const keyOf = ({ message }: Pick<Context, "message">): string => `meeting:${message.key}`;
export const causeOf = (context: Context): string => causesOf(keyOf(context));
export const apart = (context: Context): Context => ({
  ...context,
  message: { ...context.message, key: keyOf(context) },
});

/** The meeting as it stands, which nobody else changes before this message is through. @throws UserError */
export async function held({ row }: Sitting, { tables }: Context): Promise<Sitting> {
  if (!(await tables.records.change(row, {}))) throw new UserError("这个会刚被别人动过，请再看一下。");
  return sittingOf(row, tables);
}

type Step = {
  readonly word: string;
  readonly change: RecordChange;
  /** what was before, of the same rows; left out where the step stays */
  readonly before?: RecordChange;
  readonly note?: string;
};

/** Writes one step of a meeting down. Its maker may take it back for ten minutes. @throws UserError */
export async function takeStep({ row }: Sitting, step: Step, context: Context): Promise<void> {
  const { tables, actor, message, now } = context;
  if (!(await tables.records.change(row, step.change))) throw new UserError("这个会刚被别人动过，请再看一下。");
  await tables.moves.add({
    ...{ record_id: row.id, at: now, person_id: actor.person?.id ?? null, chat: chatKey(message.chat) },
    // by nobody's account it is never what somebody did last
    account: step.before ? message.sender.account : "",
    ...{ word: step.word, from_state: row.state, to_state: step.change.state ?? row.state },
    ...{ note: step.note ?? null, before: step.before ?? {}, cause: `${causeOf(context)}${step.word}:${row.id}` },
  });
  const by = { account: message.sender.account, personId: actor.person?.id ?? null };
  await tables.audit.add({ at: now, ...by, action: step.word, subject: row.id });
}

/** Said in the group of the meeting, and to whoever caused it. */
export async function announced(sitting: Sitting, text: string, context: Context): Promise<readonly Reply[]> {
  const { message } = context;
  const group = sitting.meeting.group_key;
  const answer = { ...here(text), subject: sitting.row.id };
  if (group === null || group === chatKey(message.chat)) return [answer];
  await tell(
    { to: { chat: group }, text, cause: `${causeOf(context)}line`, subject: sitting.row.id, why: "own" },
    context,
  );
  return [answer];
}
