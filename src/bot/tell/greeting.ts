import type { Context } from "../context.ts";
import { chatKey } from "../message.ts";
import type { Reply } from "../reply.ts";

const hearing = {
  all: "我听得到群里的话，但只记开头写“意见：”“建议：”“反映：”“求助：”的、@我的、征求时的表态和干部的命令，别的一句不留。",
  mentions: "我只听得到@我的话，听到的记成意见、征求的表态或命令；别的我听不见，也不留。",
  unknown: "我只记@我的话、开头写“意见：”“建议：”“反映：”“求助：”的话、征求时的表态和干部的命令，别的一句不留。",
} as const;

/** Who runs it, what it hears, what it keeps, how to stop: four lines, once per group. */
export function helloText(botName: string, hears: keyof typeof hearing, placeName: string | null): string {
  return [
    `大家好，我是${botName || "串门小助手"}，${placeName ? `由${placeName}` : "由镇村"}管，帮大家传话、记事。`,
    hearing[hears],
    "记下的只给管事的干部看；不想让村里知道是谁说的，私聊我先写“匿名”。原话留30天，意见满一年去掉名字。",
    "说错了回“撤销”；不想收到我的消息，私聊我发“退订”。",
  ].join("\n");
}

/** The hello, when a group has not had it and this message speaks to the bot. */
export async function greeting(context: Context, botName: string): Promise<Reply | null> {
  const { message, group, tables, places, now } = context;
  if (message.chat.kind !== "group" || group?.greeted) return null;
  const key = chatKey(message.chat);
  if (!group) await tables.groups.meet(key, now, message.hears);
  // another message may be greeting it at this very moment
  if (!(await tables.groups.greeted(key, now))) return null;
  const name = group?.placeId ? (places.get(group.placeId)?.name ?? null) : null;
  return { text: helloText(botName, message.hears, name), to: "apart" };
}
