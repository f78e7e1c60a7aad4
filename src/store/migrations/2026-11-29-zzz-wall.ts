import { type Kysely, type Migration, sql } from "kysely";

/** What hangs on a notice board: a page that anybody may read who has its address. */
export const wall: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table notices (
      token text primary key, record_id text not null references records (id), cause text not null unique,
      posted_at bigint not null, ended_at bigint)`.execute(db);
    await sql`create unique index notices_record on notices (record_id) where ended_at is null`.execute(db);
  },
};
