import type { Tables } from "../../store/tables.ts";

type News = {
  readonly text: string;
  /** whose admins: those at the place or above it, and those of ADMINS */
  readonly path: string | null;
  /** unique: the same news is told once */
  readonly cause: string;
};

/** Writes to every admin who can be reached one-to-one. */
export async function tellAdmins(
  { text, path, cause }: News,
  admins: ReadonlySet<string>,
  tables: Tables,
  now: number,
): Promise<void> {
  const people = path === null ? [] : await tables.people.holders("admin", path);
  const named = await tables.accounts.named([...admins]);
  const own = await Promise.all(
    people.map(async ({ person_id }) => (await tables.accounts.reachable(person_id))[0]?.chat),
  );
  const listed = named.map((account) => (account.unsubscribed_at === null ? account.direct_chat : null));
  const chats = [...new Set([...own, ...listed].filter((chat) => chat != null))];
  for (const target of chats)
    await tables.outbox.add({ target, cause: `${cause}@${target}`, purpose: "push", text, now });
}
