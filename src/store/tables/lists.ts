import type { Kysely } from "kysely";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";

/** A part of a list. */
export type Cut = { readonly limit: number; readonly offset: number };

type Of = Pick<Schema["lists"], "account" | "chat">;

/** The list that an account looks at in a chat: one, the last. */
export const lists = (db: Kysely<Schema>, seal: Seal) => ({
  async put({ account, chat }: Of, state: string, expiresAt: number): Promise<void> {
    const seen = { state_sealed: seal.seal(state), expires_at: expiresAt };
    await db
      .insertInto("lists")
      .values({ account, chat, ...seen })
      .onConflict((conflict) => conflict.columns(["account", "chat"]).doUpdateSet(seen))
      .execute();
  },

  async get({ account, chat }: Of, now: number): Promise<string | undefined> {
    const row = await db
      .selectFrom("lists")
      .select("state_sealed")
      .where("account", "=", account)
      .where("chat", "=", chat)
      .where("expires_at", ">", now)
      .executeTakeFirst();
    return row && seal.open(row.state_sealed);
  },

  async sweep(now: number): Promise<void> {
    await db.deleteFrom("lists").where("expires_at", "<=", now).execute();
  },
});
