import { type Kysely, type Migration, sql } from "kysely";

/** What a merger of places changed, so that it can be taken back within a day. */
export const mergers: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table mergers (
      id text primary key, cause text not null unique, at bigint not null, account text not null,
      before_sealed text not null, undone_at bigint)`.execute(db);
    await sql`create index mergers_account on mergers (account, at)`.execute(db);
  },
};
