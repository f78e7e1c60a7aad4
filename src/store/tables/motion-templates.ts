import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** A county's own ways to decide. A motion keeps the one it began with in its own row. */
export const motionTemplates = (db: Kysely<Schema>) => ({
  all: (): Promise<Schema["motion_templates"][]> =>
    db.selectFrom("motion_templates").selectAll().orderBy("name").execute(),

  async put({ name, ...kept }: Schema["motion_templates"]): Promise<void> {
    await db
      .insertInto("motion_templates")
      .values({ name, ...kept })
      .onConflict((conflict) => conflict.column("name").doUpdateSet(kept))
      .execute();
  },

  async remove(name: string): Promise<void> {
    await db.deleteFrom("motion_templates").where("name", "=", name).execute();
  },
});
