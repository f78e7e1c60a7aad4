import { z } from "zod";
import { defineCommand } from "../src/bot/command.ts";
import type { Context } from "../src/bot/context.ts";
import { minute } from "../src/bot/record.ts";
import { reminderNumber } from "../src/bot/reminder.ts";
import { here, type Reply } from "../src/bot/reply.ts";
import { formatDateTime, startOfDay } from "../src/chinese/time/index.ts";
import type { ReminderRow } from "../src/store/reminders.ts";

const dayLength = 24 * 60 * minute;
/** An answer belongs to the reminder last sent within this. */
const answerable = dayLength;
const eightOClock = 8 * 60 * minute;

async function answerTo(context: Context, how: (row: ReminderRow) => Promise<string>): Promise<Reply> {
  const { message, speaker, tables, now } = context;
  const row = await tables.reminders.lastFired(message.sender.account, speaker.person?.id ?? null, now - answerable);
  return here(row ? await how(row) : "最近一天没有提醒过您什么。发“/提醒 列表”看看。");
}

const postpone = (to: (row: ReminderRow, context: Context) => number) => (context: Context) =>
  answerTo(context, async (row) => {
    const dueAt = to(row, context);
    await context.tables.reminders.setState(row.id, "open", dueAt);
    return `${reminderNumber(row)} 改到${formatDateTime(dueAt, context.now)}再提醒您。`;
  });

export const done = defineCommand({
  name: "办好了",
  aliases: ["办好", "知道了", "done"],
  summary: "答复刚收到的提醒：办好了",
  role: "anyone",
  where: ["direct"],
  examples: ["办好了"],
  args: z.object({}),
  run: (_, context) =>
    answerTo(context, async (row) => {
      await context.tables.reminders.setState(row.id, "done");
      return `${reminderNumber(row)} 记作办好了。`;
    }),
});

export const tomorrow = defineCommand({
  name: "明天再说",
  aliases: [],
  summary: "答复刚收到的提醒：明早8点再提醒",
  role: "anyone",
  where: ["direct"],
  examples: ["明天再说"],
  args: z.object({}),
  run: (_, context) => postpone((_row, { now }) => startOfDay(now) + dayLength + eightOClock)(context),
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
  examples: ["推迟1小时"],
  args: z.object({}),
  run: (_, context) =>
    postpone((_row, { now }) => Math.ceil((now + (delays[context.as ?? ""] ?? 60) * minute) / minute) * minute)(
      context,
    ),
});
