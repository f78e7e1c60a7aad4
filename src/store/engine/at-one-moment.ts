import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import type { Engine } from "./engine.ts";

/**
 * The first statement of a transaction: all of it sees one state of the database. What another process changes
 * meanwhile it cannot change once more: it is begun again then. On SQLite it is always so.
 */
export async function atOneMoment(db: Kysely<Schema>, engine: Engine): Promise<void> {
  if (engine === "postgres") await sql`set transaction isolation level repeatable read`.execute(db);
}
