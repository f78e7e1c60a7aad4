import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

export const settings = (db: Kysely<Schema>) => ({
  async get(key: string): Promise<string | undefined> {
    const row = await db.selectFrom("settings").select("value").where("key", "=", key).executeTakeFirst();
    return row?.value;
  },
  async set(key: string, value: string): Promise<void> {
    await db
      .insertInto("settings")
      .values({ key, value })
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
      .execute();
  },
  async drop(key: string): Promise<void> {
    await db.deleteFrom("settings").where("key", "=", key).execute();
  },
});
