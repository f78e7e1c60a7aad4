import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";

/** Empties every table there is, whatever migrations have made. The migrations themselves stay done. */
export async function erase(db: Kysely<Schema>, engine: Surroundings["engine"]): Promise<void> {
  const tables = (await db.introspection.getTables())
    .filter(({ isView }) => !isView)
    .map(({ name }) => sql.table(name));
  if (engine === "postgres") {
    await sql`truncate ${sql.join(tables)}`.execute(db);
    return;
  }
  // tables refer to one another; what is looked at is how it stands at the commit
  await sql`pragma defer_foreign_keys = on`.execute(db);
  for (const table of tables) await sql`delete from ${table}`.execute(db);
}
