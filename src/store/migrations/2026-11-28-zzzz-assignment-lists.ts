import { type Kysely, type Migration, sql } from "kysely";

/** Lists that are pasted, looked over and then handed over whole; each message that adds to one is a piece of it. */
export const assignmentLists: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table assignment_lists (
      id text primary key, author text not null, chat text not null, head_sealed text not null, cause text not null unique,
      touched_at bigint not null, expires_at bigint not null, sent_at bigint, created_at bigint not null)`.execute(db);
    await sql`create index assignment_lists_author on assignment_lists (author, created_at)`.execute(db);
    await sql`create table assignment_list_pieces (
      id text primary key, list_id text not null, cause text not null unique, piece_sealed text not null)`.execute(db);
    await sql`create index assignment_list_pieces_list on assignment_list_pieces (list_id, id)`.execute(db);
  },
};
