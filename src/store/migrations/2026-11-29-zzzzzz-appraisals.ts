import { type Kysely, type Migration, sql } from "kysely";

/** Ways to have something graded that a county brings in. */
export const ownAppraisals: Migration = {
  async up(db: Kysely<never>) {
    await sql`create table appraisal_templates (
      name text primary key, version integer not null, terms text not null)`.execute(db);
  },
};
