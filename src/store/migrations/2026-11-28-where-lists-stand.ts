import { type Kysely, type Migration, sql } from "kysely";

/** The list that somebody looks at in a chat, for `更多`. */
export const whereListsStand: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table lists (
      account text not null, chat text not null, state_sealed text not null, expires_at bigint not null,
      primary key (account, chat))`.execute(db);
  },
};
