import { type Kysely, type Migration, sql } from "kysely";

/** Campaigns that are counted from what is recorded anyway, and every place that a record covers. */
export const campaigns: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`create table campaigns (
        id text primary key, cause text not null unique, place_id text not null references places (id),
        title text not null, kind text not null, level text, minimum integer not null,
        from_day text not null, to_day text not null, account text not null, created_at bigint not null, ended_at bigint)`,
      sql`create unique index campaigns_title on campaigns (place_id, title) where ended_at is null`,
      sql`create index campaigns_running on campaigns (kind, to_day) where ended_at is null and level is not null`,
      sql`create table campaign_people (
        campaign_id text not null references campaigns (id), person_id text not null references people (id),
        primary key (campaign_id, person_id))`,
      sql`create table record_places (
        record_id text not null references records (id), place_id text not null references places (id),
        primary key (record_id, place_id))`,
      sql`create index record_places_place on record_places (place_id)`,
      sql`create index records_with on records (with_person_id, kind, day)
        where with_person_id is not null and withdrawn_at is null`,
    ])
      await statement.execute(db);
  },
};
