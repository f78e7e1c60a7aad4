import { type Kysely, type Migration, sql } from "kysely";

/** What was sent because of a record stands on its page. Answers and acknowledgements, which are most, are not in it. */
export const told: Migration = {
  async up(db: Kysely<never>) {
    await sql`create index outbox_told on outbox (record_id) where purpose = 'push' and record_id is not null`.execute(
      db,
    );
  },
};
