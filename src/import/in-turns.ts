import { setImmediate as turn } from "node:timers/promises";
import type { Long } from "./packed.ts";

/** So many rows are looked at in some milliseconds. */
const together = 250;

/** Goes through a long list some at a time: in between whoever else is waiting has a turn. */
export async function inTurns<One, Two>(
  all: Pick<Long<One>, "length" | "slice">,
  work: (some: readonly One[]) => readonly Two[],
): Promise<Two[]> {
  const made: Two[] = [];
  for (let from = 0; from < all.length; from += together) {
    if (from > 0) await turn();
    for (const one of work(all.slice(from, from + together))) made.push(one);
  }
  return made;
}
