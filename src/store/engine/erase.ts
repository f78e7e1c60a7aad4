import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import { schemaOf } from "./postgres.ts";

/**
 * Empties every table there is, whatever migrations have made. The migrations themselves stay done, and what others keep
 * in another schema of the database is theirs.
 */
export async function erase(db: Kysely<Schema>, engine: Surroundings["engine"]): Promise<void> {
  const found = (await db.introspection.getTables()).filter(({ isView }) => !isView);
  if (engine === "postgres") {
    const own = await schemaOf(db);
    const ours = found.filter(({ schema }) => schema === own);
    await sql`truncate ${sql.join(ours.map(({ name }) => sql.table(name)))}`.execute(db);
    return;
  }
  const tables = found.map(({ name }) => sql.table(name));
  // tables refer to one another; what is looked at is how it stands at the commit
  await sql`pragma defer_foreign_keys = on`.execute(db);
  for (const table of tables) await sql`delete from ${table}`.execute(db);
}
