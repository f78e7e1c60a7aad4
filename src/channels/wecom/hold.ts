import { setTimeout as sleep } from "node:timers/promises";
import type { Lease } from "./options.ts";

export type Holding = { readonly lease: Lease; readonly name: string; readonly everyMs: number; now(): number };

/**
 * Until `signal`: whenever the name can be had, holds it and runs `work`, whose own signal ends with the hold. When the
 * lease cannot be asked, the name counts as held for two more turns, which is less than the lease lasts.
 */
export async function holdWhile(
  holding: Holding,
  signal: AbortSignal,
  work: (held: AbortSignal) => Promise<void>,
): Promise<void> {
  const { lease, name, everyMs } = holding;
  while (!signal.aborted) {
    if (await lease.acquire(name).catch(() => false)) {
      const held = new AbortController();
      const renewing = renew(holding, AbortSignal.any([signal, held.signal])).finally(() => held.abort());
      await work(AbortSignal.any([signal, held.signal]));
      held.abort();
      await renewing;
      await lease.release(name).catch(() => undefined);
    }
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Returns when the hold is lost, or `signal` ended it. */
async function renew({ lease, name, everyMs }: Holding, signal: AbortSignal): Promise<void> {
  for (let failures = 0; failures < 3; ) {
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const isHeld = await lease.renew(name).catch(() => null);
    if (isHeld === false) return;
    failures = isHeld === null ? failures + 1 : 0;
  }
}
