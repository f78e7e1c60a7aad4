import { type Kysely, type Migration, sql } from "kysely";
import type { Engine } from "../engine/engine.ts";

/** Everything with a number becomes one row of `records`, reminders too; what happens to it stands in `moves`. */
export const recordsOfAllKinds = (engine: Engine): Migration => ({
  async up(db: Kysely<never>) {
    const byBytes = engine === "postgres" ? sql` collate "C"` : sql``;
    for (const statement of [
      sql`create table records_of_all (
        id text primary key, kind text not null, number integer not null, town_id text not null,
        place_id text references places (id), chat text not null, account text not null, author_id text,
        cause text${byBytes} not null unique, of_id text, state text not null, waiting integer not null,
        owner_account text, owner_id text, asker_account text, asker_id text,
        due_at bigint, next_at bigint, rung_at bigint, rule text,
        with_person_id text, with_name text not null, day text not null, at bigint, category text not null,
        sensitive integer not null, sealed integer not null, text text not null, fields text not null,
        fingerprint text not null, created_at bigint not null, withdrawn_at bigint)`,
      sql`insert into records_of_all
        select id, kind, number, town_id, place_id, chat, account, author_id, inbox_key || '#record', null,
          case when kind <> 'opinion' then 'standing' when answered_at is null then 'open' else 'answered' end,
          case when kind = 'opinion' and answered_at is null then 1 else 0 end,
          null, null, case when kind = 'opinion' then account end, case when kind = 'opinion' then author_id end,
          null, null, null, null, with_person_id, with_name, day, at, category,
          sensitive, sensitive, text, fields, fingerprint, created_at, withdrawn_at from records`,
      sql`create table moves (
        id text${byBytes} primary key, record_id text not null, at bigint not null, account text not null, person_id text,
        chat text not null, word text not null, from_state text not null, to_state text not null,
        note_sealed text, before_sealed text not null, cause text${byBytes} not null unique, undone_at bigint)`,
      sql`insert into records_of_all
        select id, 'reminder', number, town_id, null, chat, account, author_id, cause, record_id, state,
          case when state = 'open' then 1 else 0 end, for_account, for_person_id, null, null,
          due_at, case when state = 'open' then due_at end, fired_at, rule, null, '', '', null, '',
          0, 1, text_sealed, '', fingerprint, created_at, null from reminders`,
      sql`drop table reminders`,
      sql`drop table records`,
      sql`alter table records_of_all rename to records`,
      sql`create unique index records_number on records (town_id, kind, number)`,
      sql`create index records_chat on records (account, chat, created_at)`,
      sql`create index records_place on records (place_id, created_at) where withdrawn_at is null`,
      sql`create index records_waiting on records (place_id, kind, created_at) where waiting = 1 and withdrawn_at is null`,
      sql`create index records_author on records (author_id, created_at)`,
      sql`create index records_of on records (of_id) where of_id is not null`,
      sql`create index records_next on records (next_at) where next_at is not null`,
      sql`create index records_owner_next on records (owner_account, next_at) where next_at is not null`,
      sql`create index records_person_next on records (owner_id, next_at) where next_at is not null`,
      sql`create index records_rung on records (owner_account, rung_at) where rung_at is not null`,
      sql`create index records_person_rung on records (owner_id, rung_at) where rung_at is not null`,
      sql`create index moves_record on moves (record_id, at)`,
      sql`create index moves_chat on moves (account, chat, at)`,
    ])
      await statement.execute(db);
  },
});
