import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Who among several processes holds something only one may hold, until when. */
export const leases = (db: Kysely<Schema>) => ({
  /** True when `holder` has it from now until `until`: it was free, over, or already theirs. */
  async take(name: string, holder: string, now: number, until: number): Promise<boolean> {
    const row = await db
      .insertInto("leases")
      .values({ name, holder, until })
      .onConflict((conflict) =>
        conflict
          .column("name")
          .doUpdateSet({ holder, until })
          .where((lease) => lease.or([lease("leases.holder", "=", holder), lease("leases.until", "<=", now)])),
      )
      .returning("holder")
      .executeTakeFirst();
    return row?.holder === holder;
  },
  /** Of names with this beginning, those that nobody has held since. */
  async forget(prefix: string, before: number): Promise<void> {
    await db
      .deleteFrom("leases")
      .where("name", ">=", prefix)
      .where("name", "<", `${prefix}\u{10ffff}`)
      .where("until", "<", before)
      .execute();
  },
  async give(name: string, holder: string): Promise<void> {
    await db.deleteFrom("leases").where("name", "=", name).where("holder", "=", holder).execute();
  },
});
