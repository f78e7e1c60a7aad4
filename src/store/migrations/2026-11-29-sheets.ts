import { type Kysely, type Migration, sql } from "kysely";

/** Files that are brought in at the console: looked over first, and taken back as a whole. */
export const sheets: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table imports (
      id text primary key, kind text not null, author text not null, place_id text not null, header text not null,
      state text not null, lines_sealed text, file_sealed text not null, choices_sealed text not null,
      created_at bigint not null, done_at bigint, undone_at bigint, added bigint not null, updated bigint not null)`.execute(
      db,
    );
    await sql`create index imports_time on imports (created_at)`.execute(db);
    await sql`create index imports_header on imports (header, done_at)`.execute(db);
    await sql`create table import_changes (
      id text primary key, import_id text not null, table_name text not null, row_key text not null,
      before_sealed text, after_sealed text)`.execute(db);
    await sql`create index import_changes_import on import_changes (import_id, table_name, row_key)`.execute(db);
  },
};
