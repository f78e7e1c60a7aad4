import { type Kysely, type Migration, sql } from "kysely";

/** When whoever answers for something last said that it is so. */
export const stillRight: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table directory add column verified_at bigint`.execute(db);
  },
};
