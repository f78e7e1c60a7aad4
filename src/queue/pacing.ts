import type { Limit } from "../bot/outgoing.ts";
import { createSlidingLog, type Window } from "./sliding-log.ts";

/** What is used of an ioredis connection. */
export type PacingRedis = {
  eval(script: string, numberOfKeys: number, ...keysAndArguments: (string | number)[]): Promise<unknown>;
};

export type PacingOptions = {
  /** null: only this process counts */
  readonly redis: PacingRedis | null;
  readonly log: (event: string, facts: Readonly<Record<string, string | number>>) => void;
  /** epoch milliseconds; default Date.now */
  readonly now?: () => number;
  /** how long Redis may take before this process decides alone; default 300 ms */
  readonly timeoutMs?: number;
};

export type Pace = { readonly ok: true } | { readonly ok: false; readonly afterMs: number };

export type Pacing = {
  /** Takes one place under each of the limits, or none and says after how many milliseconds to ask again. */
  take(limits: readonly Limit[]): Promise<Pace>;
};

/**
 * Calls do not take equally long on their way, so windows are counted 3 % longer than the platform's: two messages
 * taken a window apart may arrive closer together. That leaves 97 % of the rate.
 */
const STRETCH = 1.03;

/** After Redis failed it is left alone for this long. */
const PAUSE_MS = 1_000;

/**
 * The sliding log of `sliding-log.ts` for all processes: a list per limit, newest first. Returns the wait in
 * milliseconds, 0 when a place was taken under every limit. Time is the caller's, so that it runs under its clock; when
 * that is set back, the list still ends after two windows of Redis's own time.
 */
const TAKE = `
local now, wait, newest = tonumber(ARGV[1]), 0, {}
for i, key in ipairs(KEYS) do
  local points, window = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  newest[i] = tonumber(redis.call('LINDEX', key, 0) or 0)
  local oldest = redis.call('LINDEX', key, points - 1)
  if oldest then wait = math.max(wait, math.min(tonumber(oldest) + window - now, window)) end
end
if wait > 0 then return wait end
for i, key in ipairs(KEYS) do
  redis.call('LPUSH', key, math.max(now, newest[i]))
  redis.call('LTRIM', key, 0, ARGV[2 * i] - 1)
  redis.call('PEXPIRE', key, 2 * ARGV[2 * i + 1])
end
return 0`;

/**
 * Keeps every process together within the platforms' limits. What this process sent it remembers itself too, so a
 * Redis that is lost, or comes back empty, never lets it exceed a limit.
 */
export function createPacing(options: PacingOptions): Pacing {
  const { redis, log, now = Date.now, timeoutMs = 300 } = options;
  const own = createSlidingLog();
  let failedAt: number | null = null;

  /** The wait Redis asks for, 0 when it gave the places, null when it does not answer. */
  async function ask(connection: PacingRedis, windows: readonly Window[], at: number): Promise<number | null> {
    if (failedAt !== null && at >= failedAt && at - failedAt < PAUSE_MS) return null;
    try {
      const numbers = windows.flatMap(({ points, windowMs }) => [points, windowMs]);
      const keys = windows.map(({ key }) => key);
      const wait = Number(await within(timeoutMs, connection.eval(TAKE, keys.length, ...keys, at, ...numbers)));
      failedAt = null;
      return wait;
    } catch (error) {
      if (failedAt === null) log("limits are counted by this process alone", { error: String(error) });
      failedAt = at;
      return null;
    }
  }

  return {
    async take(limits) {
      const at = now();
      const windows = limits.map(({ key, points, seconds }) => ({
        key: `pace:${key}:${seconds}`,
        points,
        windowMs: Math.ceil(seconds * 1000 * STRETCH),
      }));
      // taken here before Redis is asked, so that two takes at once cannot both have the last place
      const taken = own.take(windows, at);
      if (!taken.ok || redis === null || windows.length === 0) return taken.ok ? { ok: true } : taken;
      const wait = await ask(redis, windows, at);
      if (wait === null || wait <= 0) return { ok: true };
      taken.undo();
      return { ok: false, afterMs: wait };
    },
  };
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
