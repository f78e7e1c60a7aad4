import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import { tellAuthor } from "../../src/bot/delivery/give-up.ts";
import { holds } from "../../src/bot/permission.ts";
import { takeBackUnheard } from "../../src/bot/record/unheard.ts";
import { here, privately } from "../../src/bot/reply.ts";
import { noteSender } from "../../src/bot/sender.ts";
import { skip } from "../../src/bot/turn/pending.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { formatDay } from "../../src/chinese/time/index.ts";
import { kindOf, numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const shownRecords = 10;

export const unsubscribe = defineCommand({
  name: "退订",
  aliases: ["退定", "TD", "unsubscribe"],
  summary: "不再收我的推送",
  role: "anyone",
  where: ["direct"],
  villagers: "退订——不再收到我的消息",
  examples: ["退订"],
  args: z.object({}),
  async run(_, { message, actor, tables, now }) {
    const personId = actor.person?.id ?? null;
    // it may be the first that is ever heard from this account
    await noteSender(message, personId, tables, now);
    await tables.accounts.unsubscribe(message.sender.account, personId, now);
    const chats = personId ? (await tables.accounts.reachable(personId)).map(({ chat }) => chat) : [];
    const account = await tables.accounts.get(message.sender.account);
    const stopped = await tables.outbox.cancelPushesTo([
      ...new Set([...chats, ...(account?.direct_chat ? [account.direct_chat] : [])]),
    ]);
    for (const row of stopped) {
      await takeBackUnheard(row, tables, now);
      await tellAuthor(row, "没送到：对方退订了消息。请打电话或当面说。", "undelivered", tables, now);
    }
    return here("好，从现在起不给您推送了。您发来的话照样记、照样答。想恢复回“订阅”。");
  },
});

export const subscribe = defineCommand({
  name: "订阅",
  aliases: ["subscribe"],
  summary: "恢复推送",
  role: "anyone",
  where: ["direct"],
  examples: ["订阅"],
  args: z.object({}),
  async run(_, { message, actor, tables }) {
    await tables.accounts.unsubscribe(message.sender.account, actor.person?.id ?? null, null);
    return here("好，推送恢复了。");
  },
});

export const mine = defineCommand({
  name: "查我的",
  aliases: ["查", "mine"],
  summary: "看记了我什么",
  role: "anyone",
  where: ["direct"],
  villagers: "查——看您说过的事到哪一步了，发：查我的",
  examples: ["查我的"],
  args: z.object({}),
  async run(_, { message, actor, tables, places, now }) {
    const records = await tables.records.mine(message.sender.account, actor.person?.id ?? null, shownRecords + 1);
    const reminders = await tables.clocks.ownedBy("reminder", message.sender.account, actor.person?.id ?? null, 50);
    const home = actor.person?.homePlaceId;
    const who = actor.person
      ? `您是${actor.person.name}${home ? `，${places.fullName(home)}` : ""}${actor.person.awayCity ? `，在${actor.person.awayCity}` : ""}。推送：${actor.unsubscribed ? "退订了" : "收"}。`
      : "我还不知道您是谁。";
    const lines = records.slice(0, shownRecords).map((row) => {
      const words = row.sensitive ? "" : ` ${clip(tables.records.openText(row))}`;
      return `${numberOf(row)} ${formatDay(row.day, now)} ${kindOf(row.kind).word}${words}${stepOf(row)}`;
    });
    if (records.length > shownRecords) lines.push(`更早的还有，这里只列最近${shownRecords}条。`);
    const how = holds(actor, "cadre") ? "，发“/提醒 列表”看" : "";
    const count = reminders.length > 0 ? [`等着的提醒${reminders.length}条${how}。`] : [];
    return privately(
      [who, ...(lines.length > 0 ? ["最近记的：", ...lines] : ["没有记过您的话。"]), ...count].join("\n"),
    );
  },
});

/** `（等答复）`: what became of it, where anything can. */
function stepOf({ kind, state }: RecordRow): string {
  const { states } = kindOf(kind).lifecycle;
  return Object.keys(states).length > 1 ? `（${states[state]?.word ?? state}）` : "";
}

/** Answers a question; alone there is nothing it could mean. */
export const skipQuestion = defineCommand({
  name: skip,
  aliases: ["skip"],
  summary: "跳过正在问的",
  role: "anyone",
  where: ["direct"],
  examples: [skip],
  args: z.object({}),
  run: async () => here("现在没有在问您什么。"),
});
