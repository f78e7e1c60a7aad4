import { type Kysely, type Migration, sql } from "kysely";

/** Which cadre is tied to which village or household, and who answers for what. */
export const whoAnswers: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`create table pairings (
        id text primary key, cadre_id text not null references people (id), kind text not null, target text not null,
        target_is text not null, started_at bigint not null, ended_at bigint)`,
      sql`create unique index pairings_held on pairings (cadre_id, kind, target) where ended_at is null`,
      sql`create index pairings_target on pairings (target) where ended_at is null`,
      sql`create table directory (
        id text primary key, matters text not null, name text not null, title text not null, phone_sealed text,
        is_public integer not null, unique (title, name))`,
    ])
      await statement.execute(db);
  },
};
