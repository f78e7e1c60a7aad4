import type { ChatAddress } from "../../bot/message.ts";
import type { Limit } from "../channel.ts";

const MINUTE = 60;
const DAY = 86_400;

export type LimitOptions = {
  /** whether the message answers one it names; such answers are not counted for the whole bot */
  readonly reply: boolean;
  /** whether the bot's owner is certified at q.qq.com, which doubles what the whole bot may send */
  readonly certified: boolean;
};

/** 20 a minute and 1,000 a day for each group and user; and what the whole bot may say first. */
export function qqLimits({ bot, kind, id }: ChatAddress, { reply, certified }: LimitOptions): Limit[] {
  const target = `qq:${bot}:${kind}:${id}`;
  const own = [
    { key: target, points: 20, seconds: MINUTE },
    { key: target, points: 1000, seconds: DAY },
  ];
  return reply ? own : [...own, ...(kind === "group" ? groups(bot, certified) : users(bot, certified))];
}

function groups(bot: string, certified: boolean): Limit[] {
  return [{ key: `qq:${bot}:groups`, points: certified ? 60 : 30, seconds: MINUTE }];
}

function users(bot: string, certified: boolean): Limit[] {
  const key = `qq:${bot}:users`;
  if (certified) return [{ key, points: 10, seconds: 1 }];
  return [
    { key, points: 5, seconds: 1 },
    { key, points: 30, seconds: MINUTE },
  ];
}
