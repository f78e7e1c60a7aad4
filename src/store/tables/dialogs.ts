import type { Kysely } from "kysely";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";

export type DialogKey = Omit<Schema["dialogs"], "state_sealed">;

/** The one question that waits for an answer from an account in a chat. */
export const dialogs = (db: Kysely<Schema>, seal: Seal) => {
  const remove = (account: string, chat: string) =>
    db.deleteFrom("dialogs").where("account", "=", account).where("chat", "=", chat);

  return {
    /** Puts a question in the place of the one before, whose state is returned. */
    async ask(account: string, chat: string, state: string, expiresAt: number): Promise<string | undefined> {
      const row = { account, chat, state_sealed: seal.seal(state), expires_at: expiresAt };
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("dialogs")
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 1n) return undefined;
      const before = await remove(account, chat).returning("state_sealed").executeTakeFirst();
      await db.insertInto("dialogs").values(row).execute();
      return before && seal.open(before.state_sealed);
    },
    /** Takes a question away: its state for exactly one caller, undefined for the others. */
    async take({ account, chat, expires_at }: DialogKey): Promise<string | undefined> {
      const row = await remove(account, chat)
        .where("expires_at", "=", expires_at)
        .returning("state_sealed")
        .executeTakeFirst();
      return row && seal.open(row.state_sealed);
    },
    /** Everything that waits for an answer from an account. */
    async of(account: string): Promise<(DialogKey & { state: string })[]> {
      const rows = await db.selectFrom("dialogs").selectAll().where("account", "=", account).execute();
      return rows.map(({ state_sealed, ...row }) => ({ ...row, state: seal.open(state_sealed) }));
    },
    /** Questions that nobody answered in time. */
    lapsed: (now: number, limit: number): Promise<DialogKey[]> =>
      db
        .selectFrom("dialogs")
        .select(["account", "chat", "expires_at"])
        .where("expires_at", "<=", now)
        .limit(limit)
        .execute(),
  };
};
