import { reminderLetter } from "../../ledger/letters.ts";
import type { ReminderRow } from "../../store/tables/reminders.ts";
import type { Context } from "../context.ts";
import { type Reply, recorded } from "../reply.ts";
import { UserError } from "../user-error.ts";

export const reminderNumber = (row: Pick<ReminderRow, "number">): string => `${reminderLetter}${row.number}`;

/** Where a number is looked up: the group's town, then the speaker's; the county's at last. */
export function townsOf({ group, actor, places }: Pick<Context, "group" | "actor" | "places">): string[] {
  const home = actor.person?.homePlaceId ?? null;
  const towns = [
    group?.townId,
    ...actor.posts.map((post) => post.townId),
    home === null ? null : places.get(home)?.town_id,
    places.root()?.id,
  ];
  return [...new Set(towns.filter((town) => town != null))];
}

/** @throws UserError when it is not the sender's, or over */
export async function cancelReminder(said: string, context: Context): Promise<Reply> {
  const row = await findReminder(said, context);
  await context.tables.reminders.setState(row.id, "cancelled");
  const text = `已取消 ${reminderNumber(row)}。`;
  return recorded(text, text);
}

/** The sender's own reminder of this number. @throws UserError */
export async function findReminder(said: string, context: Context): Promise<ReminderRow> {
  const number = Number(/^[Rr]?(\d{1,9})$/.exec(said.normalize("NFKC"))?.[1] ?? Number.NaN);
  const { message, actor, tables } = context;
  if (!Number.isInteger(number)) throw new UserError(`没听懂“${said}”是哪条提醒。例：/提醒 取消 R5`);
  const towns = townsOf(context);
  const rows = await tables.reminders.find(towns.length > 0 ? towns : ["-"], number);
  const mine = rows.filter(
    (row) =>
      row.account === message.sender.account ||
      (actor.person !== null && [row.author_id, row.for_person_id].includes(actor.person.id)),
  );
  const open = mine.find((row) => row.state === "open");
  if (open) return open;
  throw new UserError(
    mine.length > 0
      ? `${reminderNumber({ number })} 已经提醒过或取消了。`
      : `没有您的提醒 ${reminderNumber({ number })}。发“/提醒 列表”看看。`,
  );
}
