import { type Kysely, type Migration, sql } from "kysely";

/** What is asked in which group, and what was heard of it. */
export const consultations: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`alter table groups add column asking text not null default ''`,
      sql`create table consultation_groups (
        record_id text not null, chat text not null, question text not null, until bigint not null,
        primary key (record_id, chat))`,
      sql`create index consultation_groups_chat on consultation_groups (chat, until)`,
      sql`create table consultation_words (
        id text primary key, record_id text not null, cause text not null, chat text not null, platform_id text,
        account text not null, person_id text, name text not null, text_sealed text not null, quote text,
        mentioned integer not null, sent_at bigint not null, sequence bigint not null, arrived_at bigint not null,
        state text not null, ordinal integer, verdict text, unique (record_id, cause))`,
      sql`create index consultation_words_order on consultation_words (record_id, sent_at, sequence, id)`,
      sql`create index consultation_words_arrived on consultation_words (arrived_at)`,
      sql`create index consultation_words_said on consultation_words (chat, platform_id)`,
      sql`create table consultation_voices (
        record_id text not null, voice text not null, stance text not null, whereabouts text not null,
        sent_at bigint not null, sequence bigint not null, primary key (record_id, voice))`,
      sql`create table consultation_secrets (record_id text primary key, secret_sealed text not null)`,
      sql`create table consultation_followers (
        record_id text not null, account text not null, person_id text, primary key (record_id, account))`,
      sql`create index outbox_unwritten on outbox (record_id) where purpose = 'unwritten'`,
    ])
      await statement.execute(db);
  },
};
