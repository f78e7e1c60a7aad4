import { type Kysely, type Migration, sql } from "kysely";

/** What is handed over: its own columns, everybody who has to do with it, and what it was lifted from. */
export const assignments: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`alter table records add column origin_id text`,
      sql`create index records_origin on records (origin_id) where origin_id is not null`,
      sql`create index records_owner on records (owner_id, kind) where waiting = 1 and withdrawn_at is null`,
      sql`create table assignments (
        record_id text primary key references records (id), from_place_id text not null, from_role text not null,
        from_title text not null, origin_part integer not null, list text not null, outcome text,
        first_due_at bigint not null, request text, request_at bigint, request_due_at bigint, request_person_id text,
        extensions integer not null, passed_on integer not null, redone integer not null, is_final integer not null,
        delivered_at bigint, response_due_at bigint, signed_at bigint, responded_at bigint, returned_at bigint,
        reported_at bigint, verified_at bigint, asked_at bigint, closed_at bigint, nudged_at bigint)`,
      sql`create index assignments_list on assignments (list) where list <> ''`,
      sql`create table involved (
        record_id text not null references records (id), stake text not null, who text not null, person_id text,
        account text, chat text, place_id text, word text, word_at bigint, primary key (record_id, stake, who))`,
      sql`create index involved_person on involved (person_id, stake)`,
      sql`create index involved_account on involved (account) where account is not null`,
    ])
      await statement.execute(db);
  },
};
