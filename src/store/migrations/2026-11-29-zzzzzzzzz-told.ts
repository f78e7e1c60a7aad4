import { type Kysely, type Migration, sql } from "kysely";
import type { Engine } from "../engine/engine.ts";

/**
 * What was sent because of a record stands on its page. Answers and acknowledgements, which are most, are not in it. On
 * PostgreSQL by hash: a message that speaks of hundreds of records names them all, more than a tree takes.
 */
export const told = (engine: Engine): Migration => ({
  async up(db: Kysely<never>) {
    const by = engine === "postgres" ? sql`using hash` : sql``;
    await sql`create index outbox_told on outbox ${by} (record_id)
      where purpose = 'push' and record_id is not null`.execute(db);
  },
});
