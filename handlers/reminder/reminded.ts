import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { optional, wordArgument } from "../../src/bot/reading/declare.ts";
import { minute } from "../../src/bot/record/keep.ts";
import { findReminder, reminderNumber } from "../../src/bot/record/reminder.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { formatDateTime, readTime, startOfDay } from "../../src/chinese/time/index.ts";
import type { ReminderRow } from "../../src/store/tables/reminders.ts";

const dayLength = 24 * 60 * minute;
/** An answer belongs to the reminder last sent within this. */
const answerable = dayLength;
const eightOClock = 8 * 60 * minute;

const args = z.object({ number: optional(wordArgument("号")) });

/** The reminder an answer speaks of: the one that is named, else the one last sent. @throws UserError */
async function spokenOf(said: string | undefined, word: string, context: Context): Promise<ReminderRow> {
  const { message, actor, tables, now } = context;
  const fired = await tables.reminders.fired(message.sender.account, actor.person?.id ?? null, now - answerable);
  if (said !== undefined) {
    const number = said.normalize("NFKC").toUpperCase().replace(/^R?/, "R");
    return fired.find((row) => reminderNumber(row) === number) ?? findReminder(said, context);
  }
  const [last] = fired;
  if (!last) throw new UserError("最近一天没有提醒过您什么。发“/提醒 列表”看看。");
  const together = fired
    .filter((row) => row.fired_at === last.fired_at)
    .map(reminderNumber)
    .reverse();
  if (together.length === 1) return last;
  throw new UserError(`刚才提醒了${together.join("、")}，是哪一条？例：${word} ${together[0]}`);
}

/** A reminder that recurs keeps its rhythm, and comes once more in between. */
async function postpone(row: ReminderRow, dueAt: number, context: Context): Promise<Reply> {
  const { message, tables, now } = context;
  const when = formatDateTime(dueAt, now);
  await tables.reminders.answered(row.id);
  if (row.rule === null) {
    await tables.reminders.setState(row.id, "open", dueAt);
    return here(`${reminderNumber(row)} 改到${when}再提醒您。`);
  }
  const { id: _id, number: _number, state: _state, text_sealed: _sealed, fired_at: _fired, ...same } = row;
  const once = { record_id: null, rule: null, fingerprint: "", due_at: dueAt, created_at: now };
  const text = tables.reminders.openText(row);
  const { number } = await tables.reminders.add({ ...same, ...once, text, cause: `${message.key}#later` });
  return here(`${reminderNumber(row)} 这次改到${when}再提醒您（R${number}）。`);
}

export const done = defineCommand({
  name: "办好了",
  aliases: ["办好", "done"],
  summary: "答复刚收到的提醒：办好了",
  role: "anyone",
  where: ["direct"],
  examples: ["办好了", "办好了 R5"],
  args,
  async run({ number }, context) {
    const { tables, now } = context;
    const row = await spokenOf(number, "办好了", context);
    await tables.reminders.answered(row.id);
    if (row.rule !== null)
      return here(`${reminderNumber(row)} 这次记作办好了，下次${formatDateTime(row.due_at, now)}。`);
    await tables.reminders.setState(row.id, "done");
    return here(`${reminderNumber(row)} 记作办好了。`);
  },
});

export const tomorrow = defineCommand({
  name: "明天再说",
  aliases: [],
  summary: "答复刚收到的提醒：明早8点再提醒",
  role: "anyone",
  where: ["direct"],
  examples: ["明天再说"],
  args,
  async run({ number }, context) {
    const row = await spokenOf(number, "明天再说", context);
    return postpone(row, startOfDay(context.now) + dayLength + eightOClock, context);
  },
});

const delays: Readonly<Record<string, number>> = {
  推迟半小时: 30,
  推迟1小时: 60,
  推迟一小时: 60,
  推迟2小时: 120,
  推迟两小时: 120,
};

export const later = defineCommand({
  name: "推迟",
  aliases: Object.keys(delays),
  saysMore: Object.keys(delays),
  summary: "答复刚收到的提醒：晚些再提醒",
  role: "anyone",
  where: ["direct"],
  examples: ["推迟1小时", "推迟 3小时"],
  args: z.object({ said: optional(wordArgument("多久或号")) }),
  async run({ said }, context) {
    const { message, calendar, now } = context;
    const time = said && readTime(`${said}后`, { sentAt: message.sentAt, use: "reminder", calendar });
    const isTime = time && time.kind === "moment";
    const wait = isTime ? time.at - message.sentAt : (delays[context.as ?? ""] ?? 60) * minute;
    const row = await spokenOf(isTime ? undefined : said, "推迟1小时", context);
    return postpone(row, Math.ceil((now + wait) / minute) * minute, context);
  },
});
