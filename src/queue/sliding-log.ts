/** At most `points` per `windowMs` (integers above 0), in whichever window of that length one looks. */
export type Window = { readonly key: string; readonly points: number; readonly windowMs: number };

/** `undo` gives the places back, `end` has them count from that time on; otherwise the time after which a place is free. */
export type Taken =
  | { readonly ok: true; undo(): void; end(time: number): void }
  | {
      readonly ok: false;
      readonly afterMs: number;
      /** the window that is free last */
      readonly full: Window;
      /** when its place is free that so many others take before */
      behind(others: number): number;
    };

type Log = {
  /** when the last calls ended, at most `points`, oldest first */
  times: number[];
  /** calls that have not ended: each arrives now or later */
  out: number;
  readonly windowMs: number;
};

const SWEEP_FROM = 1_000;

/**
 * When each of the last messages of a key went out, in this process. A place is free again when the message `points`
 * before it is older than the window, so no window ever holds more, wherever it begins.
 */
export function createSlidingLog() {
  const logs = new Map<string, Log>();
  let sweepAt = SWEEP_FROM;

  /** Amortised: each sweep looks at twice the keys the last one left. */
  function sweep(now: number): void {
    if (logs.size < sweepAt) return;
    for (const [key, { times, out, windowMs }] of logs)
      if (out === 0 && Math.abs(now - (times.at(-1) ?? 0)) > windowMs) logs.delete(key);
    sweepAt = Math.max(SWEEP_FROM, logs.size * 2);
  }

  function logOf({ key, windowMs }: Window, now: number): Log {
    const log = logs.get(key) ?? { times: [], out: 0, windowMs };
    logs.set(key, log);
    // further ahead than a window only after the clock was set back
    if ((log.times.at(-1) ?? 0) > now + windowMs) log.times = [];
    return log;
  }

  function waitFor(window: Window, now: number, others = 0): number {
    const { times, out } = logOf(window, now);
    const { points, windowMs } = window;
    const rounds = Math.floor(others / points) * windowMs;
    const at = out - points + (others % points);
    const oldest = at >= 0 ? now : times.at(at);
    return rounds + (oldest === undefined ? 0 : oldest + windowMs - now);
  }

  return {
    /** Takes a place in every window, or in none. `now` in epoch milliseconds. */
    take(windows: readonly Window[], now: number): Taken {
      sweep(now);
      const waits = windows.map((window) => ({ window, afterMs: waitFor(window, now) }));
      const [last] = waits.toSorted((one, other) => other.afterMs - one.afterMs);
      if (last && last.afterMs > 0) {
        const { afterMs, window: full } = last;
        return { ok: false, afterMs, full, behind: (others) => waitFor(full, now, others) };
      }
      const places = windows.map((window) => ({ log: logOf(window, now), points: window.points }));
      for (const { log } of places) log.out++;
      return {
        ok: true,
        undo() {
          for (const { log } of places) log.out--;
        },
        end(time) {
          for (const { log, points } of places) {
            log.out--;
            log.times.push(Math.max(time, log.times.at(-1) ?? 0));
            if (log.times.length > points) log.times.shift();
          }
        },
      };
    },
  };
}
