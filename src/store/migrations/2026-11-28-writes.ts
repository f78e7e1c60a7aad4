import { type Kysely, type Migration, sql } from "kysely";
import type { Engine } from "../engine/engine.ts";

/** Small rows under a key of text, written for most messages: on SQLite one tree holds them instead of two. */
const small = ["accounts", "counters", "coverage", "dialogs", "groups", "once", "outbox"];

/** What is written for every message touches fewer pages, and what is to be sent at once is claimed as it is written. */
export const writes = (engine: Engine): Migration => ({
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`alter table outbox add column holder text`,
      // a quote is looked for by what is known once the message has gone
      sql`drop index outbox_said`,
      sql`drop index outbox_marks`,
      sql`create index outbox_said on outbox (target, message_id) where record_id is not null and message_id is not null`,
      sql`create index outbox_marks on outbox (target, text_mark) where record_id is not null and text_mark is not null`,
      // most that speak are on no roster
      sql`drop index records_author`,
      sql`create index records_author on records (author_id, created_at) where author_id is not null`,
      sql`drop index accounts_person`,
      sql`create index accounts_person on accounts (person_id) where person_id is not null`,
      // those of a place who hold a post there are looked at by name, without their rows
      sql`create index posts_here on posts (place_id, person_id) where ended_at is null`,
      sql`create index people_called on people (id, name)`,
      // a city's figures are read from these alone
      sql`drop index records_waiting`,
      sql`create index records_waiting on records (place_id, kind, created_at, accused, id)
        where waiting = 1 and withdrawn_at is null`,
      sql`drop index places_level`,
      sql`create index places_level on places (level, path, id)`,
      sql`drop index groups_place`,
      sql`create index groups_place on groups (place_id, hears, dead_at)`,
    ])
      await statement.execute(db);
    if (engine === "sqlite") for (const table of small) await withoutRowid(table, db);
  },
});

/** Makes a table anew, with its rows and indexes, as one tree ordered by its key. */
async function withoutRowid(table: string, db: Kysely<never>): Promise<void> {
  const { rows } = await sql<{ type: string; sql: string }>`
    select type, sql from sqlite_master where tbl_name = ${table} and sql is not null`.execute(db);
  const made = rows.find(({ type }) => type === "table")?.sql ?? "";
  const anew = made.replace(/^create table "?\w+"?/i, `create table ${table}_anew`);
  for (const statement of [
    `${anew} without rowid`,
    `insert into ${table}_anew select * from ${table}`,
    `drop table ${table}`,
    `alter table ${table}_anew rename to ${table}`,
    ...rows.filter(({ type }) => type === "index").map((index) => index.sql),
  ])
    await sql.raw(statement).execute(db);
}
