import { type Kysely, type Migration, sql } from "kysely";

/** Until when somebody on leave, or a group that was asked for quiet, is told nothing that can wait. */
export const leave: Migration = {
  async up(db: Kysely<never>) {
    await sql`alter table people add column leave_until bigint`.execute(db);
    await sql`alter table groups add column quiet_until bigint`.execute(db);
  },
};
