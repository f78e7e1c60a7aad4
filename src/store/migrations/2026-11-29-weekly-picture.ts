import { type Kysely, type Migration, sql } from "kysely";

/** Whether a picture follows the report of a week: it does until its reader says otherwise. */
export const weeklyPicture: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table digest_settings add column picture integer not null default 1`.execute(db);
  },
};
