import { type Kysely, type Migration, sql } from "kysely";

/** What is told of several records at once stands on the page of each: a list of ids in one column is no way to find them. */
export const joint: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table outbox_records (
      record_id text not null, outbox_id text not null, at bigint not null,
      primary key (record_id, outbox_id))`.execute(db);
  },
};
