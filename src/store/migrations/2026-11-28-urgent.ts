import { type Kysely, type Migration, sql } from "kysely";

/** Who is on duty at a place, and what of somebody still waits, found without looking at all they ever said. */
export const urgent: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`create table duties (
        place_id text not null references places (id), person_id text not null references people (id),
        from_day text not null, to_day text not null, primary key (place_id, person_id, from_day))`,
      sql`create index duties_person on duties (person_id)`,
      sql`create index records_open on records (account, kind) where waiting = 1 and withdrawn_at is null`,
    ])
      await statement.execute(db);
  },
};
