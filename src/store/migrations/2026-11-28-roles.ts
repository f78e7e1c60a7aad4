import { type Kysely, type Migration, sql } from "kysely";

/** For rights and for what ends them. 父名, which tells namesakes apart; whom a record accuses: empty, `,` for somebody not on the roster, or `,ID,ID,`. */
export const roles: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`alter table people add column father_name text`,
      sql`alter table records add column accused text not null default ''`,
      sql`update records set accused = ',' where kind = 'opinion' and sensitive = 1`,
      sql`create index inbox_bare on inbox (received_at) where message_sealed is null`,
      sql`create index records_named on records (kind, created_at) where account <> ''`,
      sql`create index audit_subject on audit (subject)`,
    ])
      await statement.execute(db);
  },
};
