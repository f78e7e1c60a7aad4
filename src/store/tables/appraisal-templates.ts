import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** A county's own ways to have something graded. An appraisal keeps the one it was made with in its own row. */
export const appraisalTemplates = (db: Kysely<Schema>) => ({
  all: (): Promise<Schema["appraisal_templates"][]> =>
    db.selectFrom("appraisal_templates").selectAll().orderBy("name").execute(),

  async put({ name, ...kept }: Schema["appraisal_templates"]): Promise<void> {
    await db
      .insertInto("appraisal_templates")
      .values({ name, ...kept })
      .onConflict((conflict) => conflict.column("name").doUpdateSet(kept))
      .execute();
  },

  async remove(name: string): Promise<void> {
    await db.deleteFrom("appraisal_templates").where("name", "=", name).execute();
  },
});
