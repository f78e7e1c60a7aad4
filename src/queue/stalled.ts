/** How jobs of a worker that died are found, in milliseconds. */
type Finding = { readonly lockDuration: number; readonly stalledInterval: number };

/**
 * A lock is renewed twice while it lasts: longer than half of it no loop may stand still, or a job that runs is begun a
 * second time. A look costs one call and is shared by all workers, so that it may come often.
 */
export const finding: Finding = { lockDuration: 5_000, stalledInterval: 1_000 };

/**
 * After how long at most the job of a killed worker waits to be taken, where somebody lives: one look notes it, another
 * that finds its lock over gives it back. Whoever looks keeps all others from it for an interval and may have been the
 * killed one, so that between two looks lie up to two intervals.
 */
export function foundWithin({ lockDuration, stalledInterval }: Finding): number {
  const apart = 2 * stalledInterval;
  return Math.max(apart, lockDuration) + apart;
}
