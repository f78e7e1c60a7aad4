import { type Kysely, type Migration, sql } from "kysely";

/** Who reports in writing, or is absent, may be left off the ballots of a meeting. */
export const ungraded: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table agenda_items add column ungraded integer not null default 0`.execute(db);
  },
};
