import type { Context } from "../../src/bot/context.ts";
import { startOfDay } from "../../src/chinese/time/index.ts";

const dayLength = 24 * 60 * 60_000;

/** From when on something is new in a digest asked for today: since the last one, and at least since midnight. */
export async function sinceToday(personId: string, { tables, now }: Context): Promise<number> {
  const last = await tables.digests.last(personId, "daily");
  return Math.min(last?.composed_at ?? now - dayLength, startOfDay(now));
}
