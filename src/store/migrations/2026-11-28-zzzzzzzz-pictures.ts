import { type Kysely, type Migration, sql } from "kysely";

/** A message of the outbox may be a picture: of which the figures are kept, and it is drawn when it is sent. */
export const pictures: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table outbox add column picture_sealed text`.execute(db);
  },
};
