import { readTime, withoutTime } from "../chinese/time/index.ts";
import type { PlaceValue } from "./arguments.ts";
import type { Context } from "./context.ts";
import { chatKey } from "./message.ts";

type Record = { readonly id: string; readonly number: string; readonly place: PlaceValue; readonly withName: string };

const morningOf = 9 * 60;
const minute = 60_000;

/** Each promise with a date becomes a private reminder of its author. Returns what to say of them, with a full stop. */
export async function keepPromises(
  promises: readonly string[],
  next: string | undefined,
  record: Record,
  context: Context,
): Promise<string> {
  let said = promises.length > 0 ? `承诺${promises.length}条` : "";
  const dates: string[] = [];
  for (const [index, promise] of promises.entries()) {
    const result = readTime(promise, { sentAt: context.message.sentAt, use: "deadline", calendar: context.calendar });
    if (result.kind !== "moment") continue;
    dates.push(result.echo);
    const what = withoutTime(promise, result.span) || promise;
    await remindAuthor(
      `承诺到期：${record.place.name}${record.withName}，${what}（${record.number}）`,
      remindAt(result.at, context),
      `promise${index}`,
      record,
      context,
    );
  }
  if (dates.length > 0) said += `，${dates.map((date) => `${date}前`).join("、")}，到时提醒您`;
  const nextSaid = next === undefined ? "" : await keepNext(next, record, context);
  return [said, nextSaid]
    .filter(Boolean)
    .map((part) => `${part}。`)
    .join("");
}

async function keepNext(next: string, record: Record, context: Context): Promise<string> {
  const result = readTime(next, { sentAt: context.message.sentAt, use: "reminder", calendar: context.calendar });
  if (result.kind !== "moment") return "";
  await remindAuthor(
    `约好再谈：${record.place.name}${record.withName}（${record.number}）`,
    result.at,
    "next",
    record,
    context,
  );
  return `下次${result.echo}，到时提醒您`;
}

/** The morning of the day it is due, or an hour before when that has gone. */
function remindAt(due: number, { now }: Context): number {
  const startOfDueDay = due - ((due + 8 * 60 * minute) % (24 * 60 * minute));
  const morning = startOfDueDay + morningOf * minute;
  if (morning > now && morning < due) return morning;
  return due - 60 * minute > now ? due - 60 * minute : due;
}

async function remindAuthor(
  text: string,
  dueAt: number,
  part: string,
  record: Record,
  context: Context,
): Promise<void> {
  const { message, speaker, tables, now } = context;
  await tables.reminders.add({
    town_id: record.place.townId,
    record_id: record.id,
    account: message.sender.account,
    author_id: speaker.person?.id ?? null,
    for_account: message.sender.account,
    for_person_id: speaker.person?.id ?? null,
    chat: chatKey(message.chat),
    due_at: dueAt,
    rule: null,
    text,
    fingerprint: "",
    cause: `${message.key}#${part}`,
    created_at: now,
  });
}
