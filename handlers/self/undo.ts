import { z } from "zod";
import { defineCommand, everywhere } from "../../src/bot/command/command.ts";
import { chatKey } from "../../src/bot/message.ts";
import { numberOf, undoWindow, withdrawRecord } from "../../src/bot/record/keep.ts";
import { reminderNumber } from "../../src/bot/record/reminder.ts";
import { here } from "../../src/bot/reply.ts";

export const undo = defineCommand({
  name: "撤销",
  aliases: ["undo"],
  summary: "撤回刚才记的",
  role: "anyone",
  where: everywhere,
  aloneInGroup: true,
  examples: ["撤销"],
  args: z.object({}),
  async run(_, { message, actor, tables, now }) {
    const account = message.sender.account;
    const personId = actor.person?.id ?? null;
    const chat = chatKey(message.chat);
    const record = await tables.records.lastIn(account, chat, now - undoWindow);
    const reminder = await tables.reminders.lastIn(account, chat, now - undoWindow);
    if (reminder && reminder.created_at > (record?.created_at ?? 0)) {
      const number = reminderNumber(reminder);
      if (reminder.state === "fired") return here(`${number} 已经提醒出去了，撤不回。`);
      await tables.reminders.setState(reminder.id, "cancelled");
      await tables.audit.add({ at: now, account, personId, action: "undone", subject: reminder.id });
      return here(`已撤销 ${number}。`);
    }
    const done = record && (await withdrawRecord(record, tables, now, { account, personId, action: "undone" }));
    if (!record || !done) return here("十分钟内没有可撤销的。");
    const also = done.reminders > 0 ? `，它的${done.reminders}条提醒也取消了` : "";
    const gone = done.gone > 0 ? `已经发出去的${done.gone}条收不回。` : "";
    return here(`已撤销 ${numberOf(record)}${also}。${gone}`);
  },
});
