import { dayOf, minuteOfDay, startOfDay } from "../chinese/time/index.ts";
import { defaultMinute } from "../ledger/digest.ts";
import type { RecordRow } from "../store/tables/records.ts";
import type { HeldPost } from "../store/tables/roster.ts";
import type { Tables } from "../store/tables.ts";

/** Ends a post; what belongs to it follows it to whoever holds the same one. Null: it had ended before. */
export async function endPost(post: HeldPost, tables: Tables, now: number): Promise<Ended | null> {
  if (!(await tables.roster.endPost(post.id, now))) return null;
  const [successor] = await tables.roster.holding(post);
  const followed = successor ? await follow(post.personId, successor.personId, tables) : 0;
  return { followed, left: await leave(post, successor?.personId, tables) };
}

/** How much followed the post, and what nobody owns now. */
export type Ended = { readonly followed: number; readonly left: readonly RecordRow[] };

/** What hangs on a post goes to whoever holds the same one, else to nobody; who has another post at the place keeps it. */
async function leave(post: HeldPost, successor: string | undefined, tables: Tables): Promise<readonly RecordRow[]> {
  const { personId, placeId } = post;
  if ((await tables.people.posts(personId)).some((held) => held.place_id === placeId && held.role !== "villager"))
    return [];
  const stakes = await tables.involved.stakesOf({ personId, placeId });
  const [account] = successor === undefined ? [] : await tables.accounts.reachable(successor);
  const to = successor === undefined ? null : { personId: successor, account: account?.account ?? null };
  for (const stake of stakes) await tables.involved.giveStake(stake, personId, to);
  return to ? [] : stakes.flatMap(({ as, row }) => (as === "owner" ? [row] : []));
}

/** Whoever is given a post gets what its last holder left behind. */
export async function takeOver(post: Omit<HeldPost, "id">, tables: Tables): Promise<void> {
  const [account] = await tables.accounts.reachable(post.personId);
  const to = { personId: post.personId, account: account?.account ?? null };
  for (const stake of await tables.involved.stakesOf({ personId: null, placeId: post.placeId }))
    if (post.role !== "villager") await tables.involved.giveStake(stake, null, to);
  const [former] = await tables.roster.heldBefore(post);
  if (former && former.personId !== post.personId) await follow(former.personId, post.personId, tables);
}

/**
 * A post is to be held again by whom it was taken from: what had gone to whoever holds it now, or to nobody, comes back.
 * May be done again.
 */
export async function giveBack(post: HeldPost, tables: Tables): Promise<void> {
  const [holder] = await tables.roster.holding(post);
  if (holder) await passOn(holder, post.personId, tables);
  else await takeOver(post, tables);
}

/** A post is to be held by nobody again: what hangs on it waits for whoever holds it next. May be done again. */
export async function setDown(post: HeldPost, tables: Tables): Promise<void> {
  if ((await tables.roster.holding(post)).length === 0) await passOn(post, null, tables);
}

/** What hangs on a post goes to somebody, or to nobody; who has another one at the place keeps it. */
async function passOn({ id, personId, placeId }: HeldPost, to: string | null, tables: Tables): Promise<void> {
  const others = (await tables.people.posts(personId)).filter((held) => held.id !== id && held.role !== "villager");
  if (others.some((held) => held.place_id === placeId)) return;
  const account = to === null ? undefined : await accountOf(to, tables);
  for (const stake of await tables.involved.stakesOf({ personId, placeId }))
    await tables.involved.giveStake(stake, personId, to === null ? null : { personId: to, account: account ?? null });
  if (to !== null && account !== undefined && others.length === 0) await tables.clocks.handOver(personId, to, account);
}

const accountOf = async (personId: string, tables: Tables): Promise<string | undefined> =>
  (await tables.accounts.reachable(personId))[0]?.account ?? (await tables.roster.listed(personId))[0];

/** Reminders that recur, and those that others set, belong to the post; somebody who holds another one keeps them. */
async function follow(from: string, to: string, tables: Tables): Promise<number> {
  if ((await tables.people.posts(from)).some(({ role }) => role !== "villager")) return 0;
  const account = await accountOf(to, tables);
  return account === undefined ? 0 : tables.clocks.handOver(from, to, account);
}

const dayLength = 24 * 60 * 60_000;

/** A secretary's first digest comes the next morning, or this one when its minute is still to come. */
export async function beginDigest(personId: string, placeId: string, tables: Tables, now: number): Promise<void> {
  const minute = defaultMinute(placeId);
  const first = minuteOfDay(now) < minute ? now : startOfDay(now) + dayLength;
  await tables.digests.begin(personId, minute, dayOf(first));
}
