import { type Kysely, type Migration, sql } from "kysely";

/** Ways to decide that a county brings in. */
export const ownTemplates: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table motion_templates (
      name text primary key, version integer not null, steps text not null)`.execute(db);
  },
};
