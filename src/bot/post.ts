import { dayOf, minuteOfDay, startOfDay } from "../chinese/time/index.ts";
import { defaultMinute } from "../ledger/digest.ts";
import type { HeldPost } from "../store/tables/roster.ts";
import type { Tables } from "../store/tables.ts";

/** Ends a post; what belongs to it follows it to whoever holds the same one. Null: it had ended before. */
export async function endPost(post: HeldPost, tables: Tables, now: number): Promise<{ followed: number } | null> {
  if (!(await tables.roster.endPost(post.id, now))) return null;
  const [successor] = await tables.roster.holding(post);
  return { followed: successor ? await follow(post.personId, successor.personId, tables) : 0 };
}

/** Whoever is given a post gets what its last holder left behind. */
export async function takeOver(post: Omit<HeldPost, "id">, tables: Tables): Promise<void> {
  const [former] = await tables.roster.heldBefore(post);
  if (former && former.personId !== post.personId) await follow(former.personId, post.personId, tables);
}

/** Reminders that recur belong to the post; somebody who holds another one keeps them. */
async function follow(from: string, to: string, tables: Tables): Promise<number> {
  if ((await tables.people.posts(from)).some(({ role }) => role !== "villager")) return 0;
  const account = (await tables.accounts.reachable(to))[0]?.account ?? (await tables.roster.listed(to))[0];
  return account === undefined ? 0 : tables.clocks.handOver(from, to, account);
}

const dayLength = 24 * 60 * 60_000;

/** A secretary's first digest comes the next morning, or this one when its minute is still to come. */
export async function beginDigest(personId: string, placeId: string, tables: Tables, now: number): Promise<void> {
  const minute = defaultMinute(placeId);
  const first = minuteOfDay(now) < minute ? now : startOfDay(now) + dayLength;
  await tables.digests.begin(personId, minute, dayOf(first));
}
