import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Things that happen at most so often per key. */
export const once = (db: Kysely<Schema>) => ({
  /** Counts one more under `key` within its window, which the first count opens; returns how many it makes. */
  async count(key: string, now: number, until: number): Promise<number> {
    const row = await db
      .insertInto("once")
      .values({ key, count: 1, until })
      .onConflict((conflict) =>
        conflict.column("key").doUpdateSet((once) => ({
          count: once
            .case()
            .when("once.until", "<=", now)
            .then(1)
            .else(once("once.count", "+", 1))
            .end(),
          // as a parameter: `then` writes a number into the text, and each would be a statement of its own
          until: once.case().when("once.until", "<=", now).then(once.val(until)).else(once.ref("once.until")).end(),
        })),
      )
      .returning("count")
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
  /** How many were counted in the window that is open now. */
  async counted(key: string, now: number): Promise<number> {
    const row = await db
      .selectFrom("once")
      .select("count")
      .where("key", "=", key)
      .where("until", ">", now)
      .executeTakeFirst();
    return row?.count ?? 0;
  },
  /** Ends the window; whether one was open. */
  async take(key: string, now: number): Promise<boolean> {
    const { numDeletedRows } = await db
      .deleteFrom("once")
      .where("key", "=", key)
      .where("until", ">", now)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  },
  async sweep(now: number): Promise<void> {
    await db.deleteFrom("once").where("until", "<=", now).execute();
  },
});
