import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

export type AccountRow = Schema["accounts"];

export const accounts = (db: Kysely<Schema>) => ({
  /** Makes the account known, or notes that it was used. What is already known of its person stays. */
  async touch(
    row: Pick<AccountRow, "key" | "short" | "person_id" | "name" | "direct_chat" | "last_used_at">,
  ): Promise<void> {
    await db
      .insertInto("accounts")
      .values({ ...row, unsubscribed_at: null, created_at: row.last_used_at })
      .onConflict((conflict) =>
        conflict.column("key").doUpdateSet((account) => ({
          name: row.name,
          last_used_at: row.last_used_at,
          person_id: account.fn.coalesce("accounts.person_id", account.val(row.person_id)),
          direct_chat: account.fn.coalesce(account.val(row.direct_chat), "accounts.direct_chat"),
        })),
      )
      .execute();
  },
  async bind(key: string, personId: string): Promise<void> {
    await db.updateTable("accounts").set({ person_id: personId }).where("key", "=", key).execute();
  },
  /** A person's accounts that can be written to one-to-one, the one last used first. */
  reachable: (personId: string): Promise<AccountRow[]> =>
    db
      .selectFrom("accounts")
      .selectAll()
      .where("person_id", "=", personId)
      .where("direct_chat", "is not", null)
      .orderBy("last_used_at", "desc")
      .orderBy("key")
      .limit(10)
      .execute(),
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
  get: (key: string): Promise<AccountRow | undefined> =>
    db.selectFrom("accounts").selectAll().where("key", "=", key).executeTakeFirst(),
  /** 退订 and 订阅: `at` null takes pushes again. A bound account speaks for its person. */
  async unsubscribe(key: string, personId: string | null, at: number | null): Promise<void> {
    await db.updateTable("accounts").set({ unsubscribed_at: at }).where("key", "=", key).execute();
    if (personId) await db.updateTable("people").set({ unsubscribed_at: at }).where("id", "=", personId).execute();
  },
});
