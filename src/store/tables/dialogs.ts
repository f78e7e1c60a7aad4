import type { Kysely } from "kysely";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";

/** The one question that waits for an answer from an account in a chat; a new one replaces it. */
export const dialogs = (db: Kysely<Schema>, seal: Seal) => ({
  async ask(account: string, chat: string, state: string, expiresAt: number): Promise<void> {
    const row = { state_sealed: seal.seal(state), expires_at: expiresAt };
    await db
      .insertInto("dialogs")
      .values({ account, chat, ...row })
      .onConflict((conflict) => conflict.columns(["account", "chat"]).doUpdateSet(row))
      .execute();
  },
  async end(account: string, chat: string): Promise<void> {
    await db.deleteFrom("dialogs").where("account", "=", account).where("chat", "=", chat).execute();
  },
  /** Questions that nobody answered in time. */
  lapsed: (now: number, limit: number): Promise<Omit<Schema["dialogs"], "state_sealed">[]> =>
    db
      .selectFrom("dialogs")
      .select(["account", "chat", "expires_at"])
      .where("expires_at", "<=", now)
      .limit(limit)
      .execute(),
  /** Takes a lapsed question away: its state for exactly one caller, undefined for the others. */
  async take({ account, chat, expires_at }: Omit<Schema["dialogs"], "state_sealed">): Promise<string | undefined> {
    const row = await db
      .deleteFrom("dialogs")
      .where("account", "=", account)
      .where("chat", "=", chat)
      .where("expires_at", "=", expires_at)
      .returning("state_sealed")
      .executeTakeFirst();
    return row && seal.open(row.state_sealed);
  },
});
