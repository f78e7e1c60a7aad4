import { type Kysely, type Migration, sql } from "kysely";

/** What one person handed over to another, so that it can be given back. */
export const yearlyHandover: Migration = {
  async up(db: Kysely<never>) {
    for (const statement of [
      sql`create table handovers (
        id text primary key, cause text not null unique, at bigint not null, account text not null,
        from_id text not null references people (id), to_id text not null references people (id),
        moved_sealed text not null, undone_at bigint)`,
      sql`create index handovers_account on handovers (account, at)`,
    ])
      await statement.execute(db);
  },
};
