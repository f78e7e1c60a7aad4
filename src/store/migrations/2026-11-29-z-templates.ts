import { type Kysely, type Migration, sql } from "kysely";

/** Campaigns of items to cover, of labels and of places in a register; pairings that end. */
export const campaignTemplates: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`alter table campaigns add column template text not null default 'reached'`,
      sql`create table campaign_items (
        campaign_id text not null references campaigns (id), position integer not null, title text not null,
        primary key (campaign_id, position))`,
      sql`create index records_ticks on records (category) where kind = 'tick' and withdrawn_at is null`,
      sql`create table record_tags (
        record_id text not null references records (id), tag text not null, account text not null, at bigint not null,
        primary key (record_id, tag))`,
      sql`create index record_tags_tag on record_tags (tag)`,
      sql`create table enrolments (
        id text primary key, cause text not null unique, campaign_id text not null references campaigns (id),
        place_id text not null references places (id), owner_id text, from_day text not null, to_day text,
        state text not null, since_day text not null, basis_sealed text, asked_cause text, account text not null,
        created_at bigint not null)`,
      sql`create unique index enrolments_standing on enrolments (place_id) where state in ('enrolled', 'followed')`,
      sql`create index enrolments_place on enrolments (place_id)`,
      sql`alter table pairings add column until_day text`,
      sql`alter table pairings add column goal text not null default ''`,
    ])
      await statement.execute(db);
  },
};
