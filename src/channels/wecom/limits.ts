import type { ChatAddress } from "../../bot/message.ts";
import { chatKey } from "../../bot/message.ts";
import type { Going, Limit } from "../channel.ts";
import { shortHash } from "./keys.ts";

/**
 * What WeCom allows. Above the member's limits it drops messages and reports success, so they must be counted here.
 * https://developer.work.weixin.qq.com/document/path/99110 , …/90236 , …/101463
 */
const WEBHOOK = [{ points: 20, seconds: 60 }];
const CONVERSATION = [
  { points: 30, seconds: 60 },
  { points: 1_000, seconds: 3_600 },
];

/** A webhook is limited by its key, which several groups may share by mistake; a member over all bots; a group by itself. */
export function limitsOf(to: ChatAddress, { groupSecret }: Going = {}): Limit[] {
  if (to.kind === "direct") return counted(`wecom:member:${to.id}`, CONVERSATION);
  return groupSecret === undefined
    ? counted(chatKey(to), CONVERSATION)
    : counted(`wecom:webhook:${shortHash(groupSecret)}`, WEBHOOK);
}

/** What a bot uploads over its long connection, whoever it is for: the same numbers once more. */
export const uploadsOf = (botId: string): Limit[] => counted(`wecom:uploads:${botId}`, CONVERSATION);

function counted(key: string, limits: readonly Omit<Limit, "key">[]): Limit[] {
  return limits.map((limit) => ({ ...limit, key: `${key}:${limit.seconds}` }));
}
