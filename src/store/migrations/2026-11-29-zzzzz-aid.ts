import { type Kysely, type Migration, sql } from "kysely";

/** Pupils in need: apart from all records, so that nothing that lists or counts records comes upon them. */
export const aid: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table aid_cases (
      id text primary key, cause text not null unique, number integer not null unique,
      place_id text not null references places (id), words_sealed text, guardian_sealed text, decision_sealed text,
      state text not null, person_id text not null, created_at bigint not null, decided_at bigint)`.execute(db);
    await sql`create index aid_cases_place on aid_cases (place_id)`.execute(db);
  },
};
