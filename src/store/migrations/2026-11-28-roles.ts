import { type Kysely, type Migration, sql } from "kysely";

/** 父名, which tells namesakes apart; whom a record accuses, who so may not read or answer it. */
export const roles: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`alter table people add column father_name text`,
      sql`create table accused (
        record_id text not null, person_id text not null references people (id), primary key (record_id, person_id))`,
    ])
      await statement.execute(db);
  },
};
