import { type Kysely, type Migration, sql } from "kysely";

/** What somebody has beside their chat: a second thing to know before the console opens. */
export const second: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table second_factors (
      owner text primary key, secret_sealed text not null, recovery text not null, last_step bigint not null,
      created_at bigint not null, confirmed_at bigint)`.execute(db);
  },
};
