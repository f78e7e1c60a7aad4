import { type Kysely, type Migration, sql } from "kysely";

/** 父名, which tells namesakes apart; whom a record accuses: empty, `,` for somebody not on the roster, or `,ID,ID,`. */
export const roles: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`alter table people add column father_name text`,
      sql`alter table records add column accused text not null default ''`,
      sql`update records set accused = ',' where kind = 'opinion' and sensitive = 1`,
    ])
      await statement.execute(db);
  },
};
