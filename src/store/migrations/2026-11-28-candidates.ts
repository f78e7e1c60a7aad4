import { type Kysely, type Migration, sql } from "kysely";

/** People are looked for from their places: of each place those of a surname, and above the villages the offices. */
export const candidates: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`create index people_home_name on people (home_place_id, name)`,
      sql`drop index people_home`,
      sql`create index places_level on places (level, path)`,
    ])
      await statement.execute(db);
  },
};
