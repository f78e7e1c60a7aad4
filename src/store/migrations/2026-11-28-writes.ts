import { type Kysely, type Migration, sql } from "kysely";

/** What is written for every message costs less: what is to be sent at once is claimed as it is written. */
export const writes: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table outbox add column holder text`.execute(db);
  },
};
