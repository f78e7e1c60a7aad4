import { type Kysely, type Migration, sql } from "kysely";

/** What waits, in the order in which it came: those in charge hear of it twice a day. */
export const handOut: Migration = {
  async up(db: Kysely<never>) {
    await sql`create index records_fresh on records (kind, created_at) where waiting = 1 and withdrawn_at is null`.execute(
      db,
    );
  },
};
