import { type Kysely, type Migration, sql } from "kysely";

/** On which day of the week, and at which minute of it, somebody gets the report of the week; day 0: not. */
export const weeklyDigest: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table digest_settings add column weekly_day integer not null default 0`.execute(db);
    await sql`alter table digest_settings add column weekly_minute integer not null default 0`.execute(db);
    await sql`create index digest_settings_weekly on digest_settings (weekly_day, weekly_minute) where weekly_day > 0`.execute(
      db,
    );
  },
};
