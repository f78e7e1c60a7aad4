const minute = 60_000;

export type SandboxClock = {
  /** epoch milliseconds in the sandbox */
  now(): number;
  /** epoch milliseconds outside */
  realNow(): number;
  /** Moves on to `at`, running what falls due on the way. Moves follow one another; an earlier `at` does nothing. */
  advanceTo(at: number): Promise<void>;
  /** Sets the clock to any `at` once moves under way have ended, and then makes the world it stands in anew. */
  restartAt(at: number, makeWorld: () => Promise<void>): Promise<void>;
};

export type SandboxClockOptions = {
  /** epoch milliseconds outside */
  readonly realNow: () => number;
  /** milliseconds the sandbox is ahead from an earlier run, or behind */
  readonly offset: number;
  /** keeps the offset for the next run */
  readonly keepOffset: (milliseconds: number) => Promise<void>;
  /** runs what is due at this full minute */
  readonly tick: (at: number) => Promise<void>;
  /** when something is due next, so that empty stretches are skipped; null: never */
  readonly nextDue?: () => Promise<number | null>;
};

/** Real time plus an offset, which only grows as long as the world is the same. */
export function createSandboxClock(options: SandboxClockOptions): SandboxClock {
  const { realNow, keepOffset, tick } = options;
  let offset = options.offset;
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

  async function restart(at: number, makeWorld: () => Promise<void>): Promise<void> {
    const before = offset;
    try {
      offset = at - realNow();
      await makeWorld();
    } catch (error) {
      offset = before; // the old world stands
      throw error;
    }
    await keepOffset(offset);
  }

  /** Its caller is told when it fails; the next one goes on from where it stopped. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = lastMove.then(work);
    lastMove = done.catch(() => undefined);
    return done;
  }

  return {
    now,
    realNow,
    advanceTo: (at) => inTurn(() => move(at)),
    restartAt: (at, makeWorld) => inTurn(() => restart(at, makeWorld)),
  };
}
