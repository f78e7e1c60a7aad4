import { startOfDay } from "../chinese/time/index.ts";
import { handedOutAt } from "../ledger/hand-out.ts";
import { quarterlyAt } from "../ledger/quarter.ts";
import { recapAt } from "../ledger/recap.ts";
import type { Tables } from "../store/tables.ts";

const minute = 60_000;
const dayLength = 24 * 60 * minute;

/**
 * When anything is due next after `now`, so that a clock that is moved need not stop at every minute; null: nothing is.
 * What is overdue is due at once, and does not hide what comes later.
 */
export async function nextDue(
  tables: Pick<Tables, "appraisals" | "clocks" | "digests" | "outbox">,
  now: number,
): Promise<number | null> {
  const midnight = startOfDay(now);
  const daily = [...handedOutAt, recapAt, quarterlyAt, ...(await tables.digests.minutes())]
    .flatMap((at) => [midnight + at * minute, midnight + dayLength + at * minute])
    .filter((at) => at > now);
  const waiting = [await tables.clocks.earliest(), await tables.outbox.earliest(), await tables.appraisals.earliest()]
    .filter((at) => at !== null)
    .map((at) => Math.max(at, now + 1));
  const times = [...daily, ...waiting];
  return times.length > 0 ? Math.min(...times) : null;
}
