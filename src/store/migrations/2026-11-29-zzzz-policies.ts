import { type Kysely, type Migration, sql } from "kysely";

/** What may be said of a benefit: words that were approved, with whose they are and from when to when they hold. */
export const policies: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table policies (
      id text primary key, matters text not null unique, words text not null, source text not null,
      from_day text not null, until_day text)`.execute(db);
  },
};
