import type { ChatAddress } from "../../bot/message.ts";

/** Whom a visitor can be; account `sandbox:ID`. The demo town's roster holds all of them but the stranger. */
export const characters = [
  { id: "villager-home", name: "王秀英", tag: "在家村民", about: "住东卧牛村三社" },
  { id: "villager-away", name: "李大山", tag: "外出村民", about: "东卧牛村人，在苏州打工" },
  { id: "cadre", name: "王建国", tag: "村干部", about: "东卧牛村村委会主任" },
  { id: "secretary", name: "孙国华", tag: "镇书记", about: "新会镇党委书记" },
  { id: "village-secretary", name: "冯立英", tag: "邻村书记", about: "西卧牛村党支部书记" },
  { id: "stranger", name: "小周", tag: "没登记", about: "名册上没有的人" },
  { id: "admin", name: "管理员", tag: "管系统", about: "管这套系统的人" },
] as const;

export type CharacterId = (typeof characters)[number]["id"];

const east: readonly CharacterId[] = ["villager-home", "villager-away", "cadre", "secretary", "stranger", "admin"];
const west: readonly CharacterId[] = ["village-secretary", "stranger", "secretary", "admin"];
const office: readonly CharacterId[] = ["cadre", "secretary", "village-secretary", "admin"];

/** `hears`: of a group that only hears `mentions`, the platform gives the bot nothing but what mentions it. */
export const groups = [
  { id: "village", name: "东卧牛村村民群", label: "村民群", hears: "all", members: east },
  { id: "cadre", name: "新会镇工作群", label: "工作群", hears: "all", members: office },
  { id: "village-west", name: "西卧牛村村民群", label: "西卧牛", hears: "mentions", members: west },
] as const;

export type GroupId = (typeof groups)[number]["id"];

/** The one bot of the sandbox, in every chat address. */
const townBot = "town";
export const botName = "串门小助手";

export function isCharacter(id: string): id is CharacterId {
  return characters.some((character) => character.id === id);
}

export function isGroup(id: string): id is GroupId {
  return groups.some((group) => group.id === id);
}

export function groupChat(id: GroupId): ChatAddress {
  return { channel: "sandbox", bot: townBot, kind: "group", id };
}

export function directChat(who: CharacterId): ChatAddress {
  return { channel: "sandbox", bot: townBot, kind: "direct", id: who };
}
