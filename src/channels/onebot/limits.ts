import type { ChatAddress } from "../../bot/message.ts";
import type { Limit } from "../channel.ts";

/**
 * OneBot has no contract; QQ's risk control decides, and field reports say one message a second or two per account.
 * https://github.com/NapNeko/NapCatQQ/issues/1728
 */
export function limits(to: ChatAddress): readonly Limit[] {
  const account = { key: `onebot:${to.bot}`, points: 1, seconds: 1.5 };
  if (to.kind === "direct") return [account];
  return [account, { key: `onebot:${to.bot}:group:${to.id}`, points: 20, seconds: 60 }];
}
