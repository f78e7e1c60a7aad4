import type { Limit } from "../bot/delivery/outgoing.ts";
import { createLine } from "./line.ts";
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

export type Pace =
  | {
      readonly ok: true;
      /** The call has ended, well or not. Until then its places are never free again. */
      ended(): void;
    }
  | { readonly ok: false; readonly afterMs: number };

export type Pacing = {
  /** Takes one place under each of the limits, or none and says after how many milliseconds to ask again. */
  take(limits: readonly Limit[]): Promise<Pace>;
};

/**
 * A place counts from the end of its call, so no message can arrive later than it counts. Clocks of several machines and
 * of the platform still differ a little: windows are counted 3 % longer than the platform's.
 */
const STRETCH = 1.03;

/** After Redis failed it is left alone for this long. */
const PAUSE_MS = 1_000;

/**
 * The sliding log of `sliding-log.ts` for all processes: a list per limit, newest first. Returns the wait in
 * milliseconds and which limit has it, or 0 and the times of the places taken under every limit. Time is the caller's, so that it runs under its clock; when
 * that is set back, the list still ends after two windows of Redis's own time.
 */
const TAKE = `
local now, wait, full, newest = tonumber(ARGV[1]), 0, 0, {}
for i, key in ipairs(KEYS) do
  local points, window = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  newest[i] = tonumber(redis.call('LINDEX', key, 0) or 0)
  local oldest = redis.call('LINDEX', key, points - 1)
  local free = oldest and math.min(tonumber(oldest) + window - now, window) or 0
  if free > wait then wait, full = free, i end
end
if wait > 0 then return { wait, full } end
local reply = { 0 }
for i, key in ipairs(KEYS) do
  reply[i + 1] = math.max(now, newest[i])
  redis.call('LPUSH', key, reply[i + 1])
  redis.call('LTRIM', key, 0, ARGV[2 * i] - 1)
  redis.call('PEXPIRE', key, 2 * ARGV[2 * i + 1])
end
return reply`;

/** Has places count from now: removes the times they had, and puts the new ones in. */
const MOVE = `
local now = tonumber(ARGV[1])
for i, key in ipairs(KEYS) do
  redis.call('LREM', key, 1, ARGV[3 * i - 1])
  redis.call('LPUSH', key, math.max(now, tonumber(redis.call('LINDEX', key, 0) or 0)))
  redis.call('LTRIM', key, 0, ARGV[3 * i] - 1)
  redis.call('PEXPIRE', key, 2 * ARGV[3 * i + 1])
end`;

/**
 * Keeps every process together within the platforms' limits. What this process sent it remembers itself too, so a
 * Redis that is lost, or comes back empty, never lets it exceed a limit.
 */
export function createPacing(options: PacingOptions): Pacing {
  const { redis, log, now = Date.now, timeoutMs = 300 } = options;
  const own = createSlidingLog();
  const line = createLine();
  let failedAt: number | null = null;

  /** What Redis answers, null when it does not. */
  async function run(
    script: string,
    windows: readonly Window[],
    at: number,
    values: readonly number[],
  ): Promise<unknown> {
    if (redis === null || windows.length === 0) return null;
    if (failedAt !== null && at >= failedAt && at - failedAt < PAUSE_MS) return null;
    try {
      const keys = windows.map(({ key }) => key);
      const answer = await within(timeoutMs, redis.eval(script, keys.length, ...keys, at, ...values));
      failedAt = null;
      return answer;
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
      if (!taken.ok) {
        const { full, afterMs, behind } = taken;
        return { ok: false, afterMs: line.join(full.key, at, afterMs, spacingOf(full), behind) };
      }
      const sizes = windows.flatMap(({ points, windowMs }) => [points, windowMs]);
      const answer = await run(TAKE, windows, at, sizes);
      const [wait = 0, ...times] = Array.isArray(answer) ? answer.map(Number) : [];
      if (wait > 0) {
        taken.undo();
        const full = windows[(times[0] ?? 1) - 1];
        const spacing = full ? spacingOf(full) : 0;
        const afterMs = full && line.join(full.key, at, wait, spacing, (others) => wait + others * spacing);
        return { ok: false, afterMs: afterMs ?? wait };
      }
      const ended = () => {
        const end = now();
        taken.end(end);
        const moves = windows.flatMap(({ points, windowMs }, i) => [times[i] ?? at, points, windowMs]);
        void run(MOVE, windows, end, moves);
      };
      return { ok: true, ended };
    },
  };
}

const spacingOf = ({ points, windowMs }: Window): number => windowMs / points;

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
