import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Records that hang on a notice board. */
export const notices = (db: Kysely<Schema>) => ({
  /** Hangs it up under this token; where it hangs already, the token that it has. */
  async post(notice: { token: string; record_id: string; cause: string; posted_at: number }): Promise<string> {
    await db
      .insertInto("notices")
      .values({ ...notice, ended_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { token } = await db
      .selectFrom("notices")
      .select("token")
      .where("record_id", "=", notice.record_id)
      .where("ended_at", "is", null)
      .executeTakeFirstOrThrow();
    return token;
  },

  /** True for the first who takes it down. */
  async end(recordId: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("notices")
      .set({ ended_at: now })
      .where("record_id", "=", recordId)
      .where("ended_at", "is", null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  /** The record that hangs under a token. */
  async hanging(token: string): Promise<string | null> {
    const row = await db
      .selectFrom("notices")
      .select("record_id")
      .where("token", "=", token)
      .where("ended_at", "is", null)
      .executeTakeFirst();
    return row?.record_id ?? null;
  },
});
