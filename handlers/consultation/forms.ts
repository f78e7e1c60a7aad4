import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { numbersArgument, optional, type TimeValue, timeArgument } from "../../src/bot/reading/declare.ts";
import { causesOf } from "../../src/bot/record/kept.ts";
import { here, type Reply, recorded } from "../../src/bot/reply.ts";
import { tell } from "../../src/bot/tell/tell.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { type Asked, grace, heardAfter, longestOpen, nextMoment } from "../../src/ledger/consultation.ts";
import type { RecordChange, RecordRow } from "../../src/store/tables/records.ts";
import { askedOf } from "./asked.ts";
import { countOf } from "./count.ts";
import { meant } from "./meant.ts";
import { until } from "./wording.ts";

const minute = 60_000;

/** Now, or at another time. What was sent until then counts; what is on its way has its minute. */
export const closeForm = defineForm({
  word: "截止",
  summary: "现在截止，或改到什么时候",
  examples: ["/征求 截止 C7", "/征求 截止 C7 周六18:00"],
  args: z.object({ numbers: optional(numbersArgument("号")), when: optional(timeArgument("何时", "deadline")) }),
  async run({ numbers = [], when }, context) {
    const { tables, now, message } = context;
    const row = await meant(numbers, "/征求 截止 C7", context);
    const asked = askedOf(row, tables);
    stillOpen(row, asked, context);
    const closesAt = when ? untilOf(when, asked, context) : Math.max(message.sentAt, asked.openedAt);
    const soon = Math.ceil((Math.max(now, closesAt) + grace) / minute) * minute;
    const next = when ? {} : { next_at: soon };
    await put(row, { ...asked, closesAt }, { action: "截止" }, next, context);
    if (!when) return here(`${asked.number} 现在截止，一两分钟后公布结果。`);
    return sayMoved({ ...asked, closesAt }, context);
  },
});

/** @throws UserError */
export function stillOpen(row: RecordRow, { number, closesAt }: Asked, { now }: Context): void {
  if (row.state !== "open" || closesAt <= now) throw new UserError(`${number} 已经截止。结果：/征求 结果 ${number}`);
}

/** @throws UserError */
export function untilOf({ at, rule, echo }: TimeValue, { number }: Asked, { now }: Context): number {
  if (rule !== null || at <= now || at - now > longestOpen)
    throw new UserError(`截止要在以后两个月内：${echo}不行。例：/征求 截止 ${number} 周六18:00`);
  return at;
}

type Why = { readonly action: string; readonly detail?: string };

/** The question as it is now, in its record and in every group that has it. @throws UserError */
export async function put(row: RecordRow, asked: Asked, why: Why, more: RecordChange, context: Context): Promise<void> {
  const { tables, now, actor, message } = context;
  const change = { due_at: asked.closesAt, next_at: nextMoment(now, asked.closesAt), ...more };
  const { due_at, next_at, text, fields } = row;
  const asking = (await tables.consultations.groupsOf(row.id)).map(({ chat, question, until: untilThen }) => ({
    ...{ record_id: row.id, chat, question, until: Number(untilThen) },
  }));
  if (!(await tables.records.change(row, change))) throw new UserError(`${asked.number} 刚被别人动过，请再看一下。`);
  await tables.moves.add({
    ...{ record_id: row.id, at: now, account: message.sender.account, person_id: actor.person?.id ?? null },
    ...{ chat: chatKey(message.chat), word: why.action, from_state: row.state, to_state: row.state, note: null },
    before: { due_at, next_at, text, fields, parts: { consultation_groups: asking } },
    cause: `${causesOf(message.key)}${why.action}:${row.id}`,
  });
  const chats = asking.map(({ chat }) => chat);
  const heardUntil = asked.closesAt + heardAfter;
  await tables.consultations.put({ recordId: row.id, question: JSON.stringify(asked), until: heardUntil }, chats, now);
  await tables.audit.add({
    ...{ at: now, account: actor.account, personId: actor.person?.id ?? null },
    ...{ ...why, subject: row.id },
  });
}

/** Every group that was asked hears until when it may speak. */
export async function sayMoved(asked: Asked, context: Context): Promise<Reply> {
  const { tables, now, message } = context;
  const text = `【${asked.number}】截止改到${until(asked.closesAt, now)}。`;
  const own = chatKey(message.chat);
  for (const { chat } of await tables.consultations.groupsOf(asked.id))
    if (chat !== own)
      await tell(
        {
          ...{ to: { chat }, text, cause: `${causesOf(message.key)}moved:${chat}`, why: "others" },
          expires: asked.closesAt,
        },
        context,
      );
  return here(text);
}

/** Only those who asked for it, and who have not spoken: nobody is nagged. */
export const remindForm = defineForm({
  word: "提醒",
  summary: "提醒说过“提醒我”还没表态的人",
  examples: ["/征求 提醒 C7"],
  args: z.object({ numbers: optional(numbersArgument("号")) }),
  async run({ numbers = [] }, context) {
    const { tables, now, message } = context;
    const row = await meant(numbers, "/征求 提醒 C7", context);
    const asked = askedOf(row, tables);
    if (row.state !== "open") throw new UserError(`${asked.number} 已经截止。`);
    const { speakers } = await countOf(asked, tables);
    const nameOf = await tables.consultationVoices.namer(row.id);
    const voices = new Set((await tables.consultationVoices.of(row.id)).map(({ voice }) => voice));
    let reached = 0;
    for (const { account, person_id } of await tables.consultations.followers(row.id)) {
      const who = person_id ?? account;
      if (speakers.has(who) || (nameOf !== null && voices.has(nameOf(who)))) continue;
      const told = await tell(
        {
          to: { account },
          text: `您让我提醒：${asked.number}“${asked.title}”${until(asked.closesAt, now)}截止。回“${asked.number} 您的意见”就算。`,
          cause: `consult:${row.id}:remind:${account}:${dayOf(now)}`,
          ...{ subject: row.id, why: "others", private: true, expires: asked.closesAt },
          author: { account: message.sender.account, about: `${asked.number} 的提醒` },
        },
        context,
      );
      if (told.way !== "none") reached++;
    }
    const text =
      reached > 0
        ? `提醒了${reached}人，都是自己说过要提醒、还没表态的。`
        : `没有要提醒的人。谁想被提醒，回“${asked.number} 提醒我”。`;
    return recorded(text, text, row.id);
  },
});
