import { type Kysely, type Migration, sql } from "kysely";

/** When an owner was told is known when it was sent, not when it was written down; until when an answer is in time follows from it. */
export const heard: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table records add column heard_at bigint`.execute(db);
    await sql`update records set heard_at = (select delivered_at from assignments where record_id = records.id)
      where kind = 'assignment'`.execute(db);
    await sql`alter table assignments drop column delivered_at`.execute(db);
    await sql`alter table assignments drop column response_due_at`.execute(db);
  },
};
