import { type Kysely, type Migration, sql } from "kysely";

/** 父名, which tells namesakes apart; whom a record accuses, who so may not read or answer it: `,ID,ID,` or empty. */
export const roles: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`alter table people add column father_name text`,
      sql`alter table records add column accused text not null default ''`,
    ])
      await statement.execute(db);
  },
};
