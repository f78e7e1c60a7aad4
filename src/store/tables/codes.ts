import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

export type CodeRow = Schema["codes"];

export const codes = (db: Kysely<Schema>) => ({
  async add(row: Omit<CodeRow, "used_by" | "used_at" | "confirmed_at">): Promise<void> {
    await db
      .insertInto("codes")
      .values({ ...row, used_by: null, used_at: null, confirmed_at: null })
      .execute();
  },
  /** A code that can still be used. */
  valid: (hash: string, now: number): Promise<CodeRow | undefined> =>
    db
      .selectFrom("codes")
      .selectAll()
      .where("hash", "=", hash)
      .where("used_by", "is", null)
      .where("expires_at", ">", now)
      .executeTakeFirst(),
  /** Uses a code that is unused and not over; undefined otherwise. */
  use: (hash: string, account: string, now: number): Promise<CodeRow | undefined> =>
    db
      .updateTable("codes")
      .set({ used_by: account, used_at: now })
      .where("hash", "=", hash)
      .where("used_by", "is", null)
      .where("expires_at", ">", now)
      .returningAll()
      .executeTakeFirst(),
  async forgetBefore(before: number): Promise<void> {
    await db.deleteFrom("codes").where("expires_at", "<", before).execute();
  },
  /** The issuer's word that the account that used the code is the right person. */
  confirm: (hash: string, issuerAccount: string, now: number): Promise<CodeRow | undefined> =>
    db
      .updateTable("codes")
      .set({ confirmed_at: now })
      .where("hash", "=", hash)
      .where("issuer_account", "=", issuerAccount)
      .where("needs_confirmation", "=", 1)
      .where("confirmed_at", "is", null)
      .where("used_by", "is not", null)
      .where("expires_at", ">", now)
      .returningAll()
      .executeTakeFirst(),
});
