import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import { tellAuthor } from "../../src/bot/delivery/give-up.ts";
import { holds } from "../../src/bot/permission.ts";
import { optional, textArgument } from "../../src/bot/reading/declare.ts";
import { pageIn } from "../../src/bot/reading/filters.ts";
import { undoWindow } from "../../src/bot/record/keep.ts";
import { listed } from "../../src/bot/record/list.ts";
import { mineLine, mineList, mineOf } from "../../src/bot/record/mine.ts";
import { takeBackUnheard } from "../../src/bot/record/unheard.ts";
import { here, privately } from "../../src/bot/reply.ts";
import { noteSender } from "../../src/bot/sender.ts";
import { skip } from "../../src/bot/turn/pending.ts";
import { numberOf } from "../../src/ledger/kinds.ts";

export const unsubscribe = defineCommand({
  name: "退订",
  prompted: true,
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
  prompted: true,
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
  prompted: true,
  aliases: ["我说过的", "mine"],
  summary: "看记了我什么",
  role: "anyone",
  where: ["direct"],
  villagers: "查——看您说过的事到哪一步了，发：查我的",
  examples: ["查我的"],
  args: z.object({ page: optional(textArgument("页")) }),
  async run({ page = "" }, context) {
    const { message, actor, tables, places } = context;
    const reminders = await tables.clocks.ownedBy("reminder", message.sender.account, actor.person?.id ?? null, 50);
    const home = actor.person?.homePlaceId;
    const who = actor.person
      ? `您是${actor.person.name}${home ? `，${places.fullName(home)}` : ""}${actor.person.awayCity ? `，在${actor.person.awayCity}` : ""}。推送：${actor.unsubscribed ? "退订了" : "收"}。`
      : "我还不知道您是谁。";
    const how = holds(actor, "cadre") ? "，发“/提醒 列表”看" : "";
    const list = mineList(context);
    const foot = `等着的提醒${reminders.length}条${how}。`;
    const waiting = reminders.length > 0 ? { foot, empty: `${list.empty}\n${foot}` } : {};
    return listed({ ...list, above: who, ...waiting }, pageIn(page), context);
  },
});

const lastFew = 5;

/** What one wrote last, each with the words that take it back or mend it. */
export const myLast = defineCommand({
  name: "我刚记的",
  prompted: true,
  aliases: ["刚记的", "recent"],
  summary: "看我最近记的几条，怎么撤、怎么改",
  role: "anyone",
  where: ["direct"],
  examples: ["我刚记的"],
  args: z.object({}),
  async run(_, context) {
    const last = await mineOf({ limit: lastFew, offset: 0 }, context);
    if (last.length === 0) return privately("没有记过您的话。");
    const lines = last.map((one) => {
      const isFresh = context.now - one.row.created_at <= undoWindow;
      return `${mineLine(one, context)}（回“${isFresh ? "撤销" : "更正"} ${numberOf(one.row)}”）`;
    });
    return privately(["您最近记的：", ...lines].join("\n"));
  },
});

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
