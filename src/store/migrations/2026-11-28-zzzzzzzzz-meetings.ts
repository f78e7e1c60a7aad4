import { type Kysely, type Migration, sql } from "kysely";

/** Meetings: who takes part, who reports, what they are asked, and what is said of them. */
export const meetings: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`create table meetings (
        record_id text primary key references records (id), spot text not null, group_key text, minutes integer not null,
        fix_by bigint, drawn integer not null, parent_id text, started_at bigint, ended_at bigint, released_at bigint)`,
      sql`create index meetings_group on meetings (group_key) where group_key is not null`,
      sql`create index meetings_ended on meetings (ended_at) where ended_at is not null`,
      sql`create table meeting_people (
        record_id text not null references records (id), person_id text not null, part text not null,
        primary key (record_id, person_id, part))`,
      sql`create index meeting_people_person on meeting_people (person_id)`,
      sql`create table agenda_items (
        id text primary key, record_id text not null references records (id), position integer not null,
        turn integer not null, person_id text not null, place_id text not null, role text not null, title text not null,
        minutes integer not null, state text not null, began_at bigint, ended_at bigint)`,
      sql`create index agenda_items_record on agenda_items (record_id, turn)`,
      sql`create index agenda_items_person on agenda_items (person_id)`,
      sql`create table meeting_questions (
        id text primary key, record_id text not null references records (id), cause text not null unique,
        number integer not null, item_id text not null, asker_id text, account text not null, chat text not null,
        named integer not null, text_sealed text not null, answer_sealed text, joined_id text, state text not null,
        created_at bigint not null, put_at bigint, answered_at bigint, unique (record_id, number))`,
      sql`create table meeting_comments (
        id text primary key, record_id text not null references records (id), cause text not null unique,
        item_id text not null, author_id text not null, text_sealed text not null, problems text not null,
        created_at bigint not null, released_at bigint)`,
      sql`create index meeting_comments_record on meeting_comments (record_id)`,
    ])
      await statement.execute(db);
  },
};
