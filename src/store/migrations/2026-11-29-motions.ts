import { type Kysely, type Migration, sql } from "kysely";

/** Motions, their steps, the meetings that decide them, and what is published. */
export const motions: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`create table motions (
        record_id text primary key references records (id), template text not null, point integer not null,
        round integer not null, budget text not null, finish_by bigint, authority text not null,
        stepped_at bigint not null, amends text not null)`,
      sql`create table motion_steps (
        id text primary key, record_id text not null references records (id), cause text not null unique,
        round integer not null, position integer not null, kind text not null, result text not null, assembly_id text,
        consultation_id text, publication_id text, in_favour integer not null, against integer not null,
        abstain integer not null, note_sealed text not null, by_id text, by_account text not null, at bigint not null,
        state text not null)`,
      sql`create index motion_steps_record on motion_steps (record_id, at)`,
      sql`create table motion_links (
        record_id text not null references records (id), kind text not null, other_id text not null, told integer not null,
        primary key (record_id, kind, other_id))`,
      sql`create index motion_links_other on motion_links (other_id)`,
      sql`create table motion_texts (
        id text primary key, record_id text not null references records (id), version integer not null, day text not null,
        text text not null, cause text not null unique)`,
      sql`create index motion_texts_record on motion_texts (record_id, version)`,
      sql`create table assemblies (
        id text primary key, place_id text not null, body text not null, day text not null, due integer not null,
        present integer not null, extra text not null, quorate integer not null, cause text not null unique, by_id text,
        at bigint not null, unique (place_id, body, day))`,
      sql`create table publications (
        id text primary key, record_id text not null references records (id), cause text not null unique,
        what text not null, text text not null, hash text not null, author_id text, author_account text not null,
        approver_id text, approved_at bigint, board_from text, objections_until bigint, until bigint, state text not null,
        created_at bigint not null)`,
      sql`create index publications_record on publications (record_id, created_at)`,
      sql`create index publications_approver on publications (approver_id) where state = 'asked'`,
      sql`create index publications_unhung on publications (approved_at) where state = 'shown' and board_from is null`,
      sql`create table publication_posts (
        publication_id text not null references publications (id), chat text not null, cause text not null,
        at bigint not null, state text not null, sent_at bigint, primary key (publication_id, chat))`,
    ])
      await statement.execute(db);
  },
};
