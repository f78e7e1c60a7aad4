/** Nobody is sent away for longer: what is written meanwhile waits for a place too, and may be more urgent. */
const farthest = 60_000;
const sweepFrom = 1_000;

/**
 * Who was told when to come back, by key: of a hundred chats that share one limit each is told its own place, instead of
 * all coming back for the same one.
 */
export function createLine() {
  const promised = new Map<string, number[]>();
  let sweepAt = sweepFrom;

  function ahead(key: string, now: number): number[] {
    const left = (promised.get(key) ?? []).filter((time) => time > now && time <= now + farthest);
    if (left.length > 0) promised.set(key, left);
    else promised.delete(key);
    return left;
  }

  return {
    /**
     * After how many milliseconds, an integer, to come back. `next`: when the first place is free; `behind`: when that is which so
     * many others take before; `spacing`: of one place from the next in the long run.
     */
    join(key: string, now: number, next: number, spacing: number, behind: (others: number) => number): number {
      if (promised.size >= sweepAt) {
        for (const one of [...promised.keys()]) ahead(one, now);
        sweepAt = Math.max(sweepFrom, promised.size * 2);
      }
      const others = ahead(key, now);
      // whoever comes a little early, as calls take their time, has not lost the place
      const wait = next <= spacing / 2 ? next : Math.max(next, behind(others.length));
      const told = Math.ceil(Math.min(wait, Math.max(farthest, next)));
      promised.set(key, [...others, now + told]);
      return told;
    },
  };
}
