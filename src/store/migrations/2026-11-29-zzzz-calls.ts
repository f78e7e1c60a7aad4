import { type Kysely, type Migration, sql } from "kysely";

/** Who asks for a meeting of the village, by voices that name nobody. */
export const calls: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table assembly_calls (
      place_id text not null references places (id), body text not null, voice text not null,
      speaks_for text not null, cause text not null unique, at bigint not null, told integer not null,
      primary key (place_id, body, voice))`.execute(db);
  },
};
