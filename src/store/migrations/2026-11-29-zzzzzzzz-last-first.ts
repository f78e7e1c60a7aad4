import { type Kysely, type Migration, sql } from "kysely";

/** What a long import wrote is taken back some at a time, the last first: each time without a look at all of it. */
export const lastFirst: Migration = {
  async up(db: Kysely<never>) {
    await sql`create index import_changes_order on import_changes (import_id, id)`.execute(db);
  },
};
