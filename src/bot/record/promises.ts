import { clip } from "../../chinese/privacy/clip.ts";
import { readTime, withoutTime } from "../../chinese/time/index.ts";
import { noticeKind } from "../../ledger/kinds.ts";
import type { Context } from "../context.ts";
import { chatKey } from "../message.ts";
import type { PlaceValue, PromiseValue } from "../reading/declare.ts";
import { causesOf } from "./kept.ts";

type Record = { readonly id: string; readonly number: string; readonly place: PlaceValue; readonly withName: string };

const morningOf = 9 * 60;
const minute = 60_000;

/** What the author is to be reminded of; `part` tells the reminders of one record apart. */
type Due = { readonly text: string; readonly at: number; readonly part: string };

/** A promise as it was written, with the date that is in it. */
export function promiseIn(text: string, { message, calendar }: Pick<Context, "message" | "calendar">): PromiseValue {
  const due = readTime(text, { sentAt: message.sentAt, use: "deadline", calendar });
  return { text, due: due.kind === "moment" ? { at: due.at, echo: due.echo } : null };
}

/** As they are kept with the record; undefined for none. */
export const promiseTexts = (promises: readonly PromiseValue[]): string[] | undefined =>
  promises.length > 0 ? promises.map(({ text }) => text) : undefined;

/** Each promise with a date becomes a private reminder of its author. Returns what to say of them, with a full stop. */
export async function keepPromises(
  promises: readonly PromiseValue[],
  next: string | undefined,
  record: Record,
  context: Context,
): Promise<string> {
  const { sentAt } = context.message;
  const whom = `${record.place.name}${record.withName}`;
  const due: Due[] = [];
  const dated: string[] = [];
  for (const [index, { text: promise, due: when }] of promises.entries()) {
    if (when === null) continue;
    const said = readTime(promise, { sentAt, use: "deadline", calendar: context.calendar });
    const what = (said.kind === "moment" ? withoutTime(promise, said.span, said.also) : promise) || promise;
    const matter = what.replace(/^[前内以之]+/u, "").trim() || promise;
    dated.push(promises.length > 1 ? `${when.echo}前“${clip(matter)}”` : `${when.echo}前`);
    const text = `承诺到期：${whom}，${matter}（${record.number}）`;
    due.push({ text, at: remindAt(when.at, context), part: `promise${index}` });
  }
  const said = promises.length > 0 ? [`承诺${promises.length}条`] : [];
  if (dated.length > 0) said[0] += `，${dated.join("、")}，到时提醒您`;
  const undated = promises.filter(({ due: when }) => when === null);
  if (undated.length > 0)
    said[0] += `${dated.length > 0 ? "；" : "，"}${undated.length < promises.length ? `“${clip(undated.map(({ text }) => text).join("、"))}”` : ""}没说日期，不提醒`;
  const meeting = next === undefined ? null : readTime(next, { sentAt, use: "reminder", calendar: context.calendar });
  if (meeting?.kind === "moment") {
    due.push({ text: `约好再谈：${whom}（${record.number}）`, at: meeting.at, part: "next" });
    said.push(`下次${meeting.echo}，到时提醒您`);
  }
  await remindAuthor(due, record, context);
  return said.map((part) => `${part}。`).join("");
}

/** The morning of the day it is due, or an hour before when that has gone. */
function remindAt(due: number, { now }: Context): number {
  const startOfDueDay = due - ((due + 8 * 60 * minute) % (24 * 60 * minute));
  const morning = startOfDueDay + morningOf * minute;
  if (morning > now && morning < due) return morning;
  return due - 60 * minute > now ? due - 60 * minute : due;
}

async function remindAuthor(due: readonly Due[], record: Record, context: Context): Promise<void> {
  const { message, actor, tables, now } = context;
  const personId = actor.person?.id ?? null;
  await tables.records.addAll(
    due.map(({ text, at, part }) => ({
      kind: noticeKind,
      town_id: record.place.townId,
      of_id: record.id,
      account: message.sender.account,
      author_id: personId,
      owner_account: message.sender.account,
      owner_id: personId,
      chat: chatKey(message.chat),
      due_at: at,
      next_at: at,
      text,
      fingerprint: "",
      cause: `${causesOf(message.key)}${part}`,
      created_at: now,
    })),
  );
}
