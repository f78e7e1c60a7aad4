import type { Redis } from "ioredis";
import type { CountTogether } from "../bot/turn/pace.ts";

const minute = 60_000;
/** Adds one; the first opens the minute. */
const addOne = `local n = redis.call('incr', KEYS[1]) if n == 1 then redis.call('pexpire', KEYS[1], ARGV[1]) end return n`;

/** Counts in Redis how much somebody asks of all processes in a minute. The key is no name: whoever reads Redis sees numbers. */
export const countInRedis =
  (redis: Redis, keyOf: (asking: string) => string): CountTogether =>
  async (asking) =>
    Number(await redis.eval(addOne, 1, `chuanmen:asked:${keyOf(asking)}`, minute));
