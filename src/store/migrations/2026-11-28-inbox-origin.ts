import { type Kysely, type Migration, sql } from "kysely";

/** An answer to a question leads to the message whose order it went on with: to recall either takes back both. */
export const inboxOrigin: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table inbox add column origin_key text`.execute(db);
  },
};
