import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";
import type { Seal } from "./seal.ts";

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
  async sweep(now: number): Promise<void> {
    await db.deleteFrom("dialogs").where("expires_at", "<=", now).execute();
  },
});
