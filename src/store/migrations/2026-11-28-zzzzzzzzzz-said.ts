import { type Kysely, type Migration, sql } from "kysely";

/** What was said last to be answered in a group, and when: what follows at once goes on with it. */
export const said: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table groups add column said text not null default ''`.execute(db);
  },
};
