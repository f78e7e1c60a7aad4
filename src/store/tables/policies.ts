import type { Kysely } from "kysely";
import { newId } from "../engine/id.ts";
import type { Schema } from "../schema.ts";

export type Policy = {
  /** what it is asked by */
  readonly matters: readonly string[];
  /** the answer, as it was approved */
  readonly words: string;
  /** whose words they are: an office, the number of a document */
  readonly source: string;
  /** the day of the document */
  readonly from: string;
  /** the last day on which it holds; null: until something else is said */
  readonly until: string | null;
};
export type KnownPolicy = Policy & { readonly id: string };

/** What was approved to be said of benefits; a county's is some hundreds of rows. */
export const policies = (db: Kysely<Schema>) => ({
  async all(): Promise<KnownPolicy[]> {
    const rows = await db.selectFrom("policies").selectAll().orderBy("id").execute();
    return rows.map(({ id, matters, words, source, from_day, until_day }) => ({
      ...{ id, matters: matters.split("、"), words, source, from: from_day, until: until_day },
    }));
  },

  async put({ matters, words, source, from, until }: Policy): Promise<void> {
    const kept = { words, source, from_day: from, until_day: until };
    await db
      .insertInto("policies")
      .values({ id: newId(), matters: matters.join("、"), ...kept })
      .onConflict((conflict) => conflict.column("matters").doUpdateSet(kept))
      .execute();
  },

  async remove(id: string): Promise<void> {
    await db.deleteFrom("policies").where("id", "=", id).execute();
  },
});
