import { type Kysely, type Migration, sql } from "kysely";

/** Pictures that belong to records. They lie beside them and not in files, so that both go, move and are backed up together. */
export const photos: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table photos (
      id text primary key, record_id text, cause text not null unique, account text not null, chat text not null,
      state text not null, source_sealed text, image_sealed text, sent_at bigint not null, claimed_at bigint)`.execute(
      db,
    );
    await sql`create index photos_of_record on photos (record_id)`.execute(db);
    await sql`create index photos_alone on photos (account) where record_id is null`.execute(db);
    await sql`create index photos_waiting on photos (state, sent_at)`.execute(db);
  },
};
