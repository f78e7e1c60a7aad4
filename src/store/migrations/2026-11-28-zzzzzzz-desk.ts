import { type Kysely, type Migration, sql } from "kysely";

/** Who is signed in at the console is so apart from the phone, and for as long as they do something there. */
export const desk: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table sessions add column kind text not null default 'phone'`.execute(db);
    await sql`alter table sessions add column seen_at bigint not null default 0`.execute(db);
  },
};
