import { type Kysely, sql } from "kysely";
import { type Given, statement } from "../engine/prepared.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Cut } from "./lists.ts";
import { endOfPath } from "./places.ts";

export type AccountRow = Schema["accounts"];

/** An account one can write to; `account` is its key or, as long as it was never heard of, its short form. */
export type Reachable = { readonly account: string; readonly chat: string };

/** Somebody who said something that was kept, and is nobody on the roster: what their platform calls them, and of where it was. */
export type Unclaimed = { readonly name: string; readonly placeId: string };

type Used = Pick<AccountRow, "key" | "short" | "person_id" | "name" | "direct_chat" | "last_used_at">;

const used = statement((db, row: Given<Used>) =>
  db
    .insertInto("accounts")
    .values({
      key: row.key,
      short: row.short,
      person_id: row.person_id,
      name: row.name,
      direct_chat: row.direct_chat,
      unsubscribed_at: null,
      created_at: row.last_used_at,
      last_used_at: row.last_used_at,
      holding: 0,
    })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet((account) => ({
        name: account.ref("excluded.name"),
        last_used_at: account.ref("excluded.last_used_at"),
        person_id: account.fn.coalesce("accounts.person_id", "excluded.person_id"),
        direct_chat: account.fn.coalesce("excluded.direct_chat", "accounts.direct_chat"),
      })),
    ),
);

const byKey = statement((db, { key }: Given<{ key: string }>) =>
  db.selectFrom("accounts").selectAll().where("key", "=", key),
);

export const accounts = (db: Kysely<Schema>, _seal: Seal, { addressOf, run }: Surroundings) => ({
  /** Makes the account known, or notes that it was used. What is already known of its person stays. */
  async touch(row: Used): Promise<void> {
    await run.send(used, row);
  },
  /** Who said something at a path and below since and is on no roster, the one who spoke last in front. */
  async unclaimed(path: string, since: number, { limit, offset }: Cut): Promise<Unclaimed[]> {
    const { rows } = await sql<Unclaimed>`
      select a.name, max(r.place_id) as "placeId" from places p cross join records r join accounts a on a.key = r.account
      where p.path >= ${path} and p.path < ${endOfPath(path)} and r.place_id = p.id and r.created_at >= ${since} and r.withdrawn_at is null
        and r.author_id is null and a.person_id is null
        and not exists (select 1 from roster_accounts l where l.short = a.short)
      group by a.key, a.name order by max(r.created_at) desc, a.key limit ${limit} offset ${offset}`.execute(db);
    return rows;
  },

  /** False when the account was never heard of. */
  async bind(key: string, personId: string): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("accounts")
      .set({ person_id: personId })
      .where("key", "=", key)
      .executeTakeFirst();
    // what the roster said of it before no longer holds
    await db
      .deleteFrom("roster_accounts")
      .where("short", "in", db.selectFrom("accounts").select("short").where("key", "=", key))
      .where("person_id", "!=", personId)
      .execute();
    return numUpdatedRows > 0n;
  },
  /** Something waits, or no more, for the next message of the account that is written to there. */
  async learnHolding(directChat: string, holding: boolean): Promise<void> {
    await db
      .updateTable("accounts")
      .set({ holding: holding ? 1 : 0 })
      .where("direct_chat", "=", directChat)
      .execute();
  },
  /** A person's accounts that can be written to one-to-one, the one last used first, at last those never heard of; without those that stopped the messages. */
  async reachable(personId: string): Promise<Reachable[]> {
    const used = await db
      .selectFrom("accounts")
      .select(["key", "short", "direct_chat", "unsubscribed_at"])
      .where("person_id", "=", personId)
      .orderBy("last_used_at", "desc")
      .orderBy("key")
      .limit(10)
      .execute();
    const listed = await db
      .selectFrom("roster_accounts")
      .select("short")
      .where("person_id", "=", personId)
      .orderBy("short")
      .limit(10)
      .execute();
    const known = new Set(used.map((account) => account.short));
    return [
      ...used
        .filter((account) => account.unsubscribed_at === null)
        .map(({ key, direct_chat }) => ({ account: key, chat: direct_chat })),
      ...listed
        .filter(({ short }) => !known.has(short))
        .map(({ short }) => ({ account: short, chat: addressOf(short) })),
    ].filter((account): account is Reachable => account.chat !== null);
  },
  /** Accounts by their short form. */
  named: (shorts: readonly string[]): Promise<AccountRow[]> =>
    shorts.length === 0
      ? Promise.resolve([])
      : db
          .selectFrom("accounts")
          .selectAll()
          .where("short", "in", [...shorts])
          .limit(100)
          .execute(),
  get: (key: string): Promise<AccountRow | undefined> => run.first(byKey, { key }),
  /** 退订 and 订阅: `at` null takes pushes again. A bound account speaks for its person. */
  async unsubscribe(key: string, personId: string | null, at: number | null): Promise<void> {
    await db.updateTable("accounts").set({ unsubscribed_at: at }).where("key", "=", key).execute();
    if (personId) await db.updateTable("people").set({ unsubscribed_at: at }).where("id", "=", personId).execute();
  },
});
