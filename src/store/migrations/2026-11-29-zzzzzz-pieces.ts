import { type Kysely, type Migration, sql } from "kysely";

/** A long file is written in pieces, and it shows how far it is. */
export const pieces: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table imports add column written bigint not null default 0`.execute(db);
    await sql`alter table imports add column total bigint not null default 0`.execute(db);
    await sql`create index imports_unfinished on imports (state)
      where state in ('writing', 'settling', 'undoing')`.execute(db);
  },
};
