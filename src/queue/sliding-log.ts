/** At most `points` per `windowMs` (integers above 0), in whichever window of that length one looks. */
export type Window = { readonly key: string; readonly points: number; readonly windowMs: number };

/** `undo` gives the places back, `moveTo` has them count from a later time; otherwise the time after which to ask again. */
export type Taken =
  | { readonly ok: true; undo(): void; moveTo(time: number): void }
  | { readonly ok: false; readonly afterMs: number };

const SWEEP_FROM = 1_000;

/**
 * When each of the last messages of a key went out, in this process. A place is free again when the message `points`
 * before it is older than the window, so no window ever holds more, wherever it begins.
 */
export function createSlidingLog() {
  const logs = new Map<string, { times: number[]; windowMs: number }>();
  let sweepAt = SWEEP_FROM;

  /** Amortised: each sweep looks at twice the keys the last one left. */
  function sweep(now: number): void {
    if (logs.size < sweepAt) return;
    for (const [key, { times, windowMs }] of logs) if (Math.abs(now - (times.at(-1) ?? 0)) > windowMs) logs.delete(key);
    sweepAt = Math.max(SWEEP_FROM, logs.size * 2);
  }

  function timesOf({ key, windowMs }: Window, now: number): number[] {
    const times = logs.get(key)?.times ?? [];
    // further ahead than a window only after the clock was set back
    return (times.at(-1) ?? 0) > now + windowMs ? [] : times;
  }

  return {
    /** Takes a place in every window, or in none. `now` in epoch milliseconds. */
    take(windows: readonly Window[], now: number): Taken {
      const afterMs = Math.max(
        0,
        ...windows.map((window) => {
          const oldest = timesOf(window, now).at(-window.points);
          return oldest === undefined ? 0 : oldest + window.windowMs - now;
        }),
      );
      if (afterMs > 0) return { ok: false, afterMs };
      sweep(now);
      const places = windows.map((window) => {
        const times = timesOf(window, now);
        const time = Math.max(now, times.at(-1) ?? 0);
        times.push(time);
        if (times.length > window.points) times.shift();
        logs.set(window.key, { times, windowMs: window.windowMs });
        return { times, time };
      });
      // a place may have been forgotten meanwhile: it was older than its window
      const undo = () => {
        for (const { times, time } of places) if (times.includes(time)) times.splice(times.lastIndexOf(time), 1);
      };
      const moveTo = (later: number) => {
        undo();
        for (const { times } of places) times.push(Math.max(later, times.at(-1) ?? 0));
      };
      return { ok: true, undo, moveTo };
    },
  };
}
