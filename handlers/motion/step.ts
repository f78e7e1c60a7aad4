import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { UserError } from "../../src/bot/user-error.ts";
import type { NewStep } from "../../src/store/tables/motions.ts";
import type { RecordChange } from "../../src/store/tables/records.ts";
import type { Standing } from "./standing.ts";

/** What cannot be taken back hangs on a key of its own beside the message's: recalling the message changes nothing. */
export const keyOf = ({ message }: Pick<Context, "message">): string => `motion:${message.key}`;
export const causeOf = (context: Pick<Context, "message">): string => causesOf(keyOf(context));

export type Taken = {
  readonly word: string;
  readonly change: RecordChange;
  /** what was before, of the same rows; left out where it cannot be taken back */
  readonly before?: RecordChange;
  readonly note?: string;
};

/** Writes one step of a motion down. Its maker may take it back for ten minutes. @throws UserError */
export async function takeStep({ row, number }: Standing, step: Taken, context: Context): Promise<void> {
  const { tables, actor, message, now } = context;
  if (!(await tables.records.change(row, step.change))) throw new UserError(`${number} 刚被别人动过，请再看一下。`);
  const cause = step.before ? causesOf(message.key) : causeOf(context);
  await tables.moves.add({
    ...{ record_id: row.id, at: now, person_id: actor.person?.id ?? null, chat: chatKey(message.chat) },
    // by nobody's account it is never what somebody did last
    account: step.before ? message.sender.account : "",
    ...{ word: step.word, from_state: row.state, to_state: step.change.state ?? row.state },
    // what stays is never put back: only that it changed these rows is known of it
    ...{ note: step.note ?? null, before: step.before ?? { parts: step.change.parts ?? {} } },
    cause: `${cause}${step.word}:${row.id}`,
  });
  await tables.audit.add({
    ...{ at: now, account: message.sender.account, personId: actor.person?.id ?? null },
    ...{ action: step.word, subject: row.id, ...(step.note ? { detail: step.note } : {}) },
  });
}

const nothing = {
  assembly_id: null,
  consultation_id: null,
  publication_id: null,
  in_favour: 0,
  against: 0,
  abstain: 0,
};

type Written = Pick<NewStep, "position" | "kind" | "result"> & Partial<NewStep>;

/** One line of the book of a motion. @returns its id */
export const writeStep = (standing: Standing, step: Written, context: Context): Promise<string> =>
  context.tables.motions.addStep({
    ...{ record_id: standing.row.id, round: standing.motion.round, note: "", ...nothing },
    ...{ by_id: context.actor.person?.id ?? null, by_account: context.message.sender.account, at: context.now },
    cause: `${context.message.key}#step:${standing.row.id}:${step.position}`,
    ...step,
  });
