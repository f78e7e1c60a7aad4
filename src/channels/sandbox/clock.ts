const minute = 60_000;

export type SandboxClock = {
  /** epoch milliseconds in the sandbox */
  now(): number;
  /** Moves on to `at`, running what falls due on the way. Moves follow one another; an earlier `at` does nothing. */
  advanceTo(at: number): Promise<void>;
};

export type SandboxClockOptions = {
  /** epoch milliseconds outside */
  readonly realNow: () => number;
  /** milliseconds the sandbox is ahead from an earlier run; never negative */
  readonly offset: number;
  /** keeps the offset for the next run */
  readonly keepOffset: (milliseconds: number) => Promise<void>;
  /** runs what is due at this full minute */
  readonly tick: (at: number) => Promise<void>;
  /** when something is due next, so that empty stretches are skipped; null: never */
  readonly nextDue?: () => Promise<number | null>;
};

/** Real time plus an offset that only grows. */
export function createSandboxClock(options: SandboxClockOptions): SandboxClock {
  const { realNow, keepOffset, tick } = options;
  let offset = Math.max(0, options.offset);
  let lastMove: Promise<void> = Promise.resolve();

  const now = () => realNow() + offset;

  function setTo(at: number): void {
    offset = Math.max(offset, at - realNow());
  }

  async function nextStop(): Promise<number> {
    const nextMinute = Math.floor(now() / minute) * minute + minute;
    const due = options.nextDue ? await options.nextDue() : nextMinute;
    return due === null ? Number.POSITIVE_INFINITY : Math.max(nextMinute, Math.ceil(due / minute) * minute);
  }

  async function move(at: number): Promise<void> {
    try {
      for (let stop = await nextStop(); stop <= at; stop = await nextStop()) {
        setTo(stop);
        await tick(stop);
      }
      setTo(at);
    } finally {
      await keepOffset(offset);
    }
  }

  return {
    now,
    advanceTo(at) {
      const moved = lastMove.then(() => move(at));
      lastMove = moved.catch(() => undefined); // its caller is told; the next move goes on from where it stopped
      return moved;
    },
  };
}
