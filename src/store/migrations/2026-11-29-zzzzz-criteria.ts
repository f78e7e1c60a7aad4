import { type Kysely, type Migration, sql } from "kysely";

/** A line of a ballot may grade one thing of several about the same: cleanliness of a household. */
export const criteria: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table appraisal_objects add column criterion text not null default ''`.execute(db);
    await sql`create index grades_place on grades (place_id, at) where place_id is not null`.execute(db);
  },
};
