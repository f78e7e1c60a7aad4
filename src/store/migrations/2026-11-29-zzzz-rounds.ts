import { type Kysely, type Migration, sql } from "kysely";

/** Where the panels of one appraisal vote in several meetings: which of them in which. */
export const rounds: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table panel_rounds (
      panel_id text not null references panels (id), meeting_id text not null references records (id), place_id text,
      voting text not null, primary key (panel_id, meeting_id))`.execute(db);
    await sql`create index panel_rounds_meeting on panel_rounds (meeting_id)`.execute(db);
  },
};
