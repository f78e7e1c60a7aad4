import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import type { Engine } from "./engine.ts";

/** For the rest of its transaction a statement may take as long as it needs: what counts a whole city anew does not end in ten seconds. */
export async function unhurried(db: Kysely<Schema>, engine: Engine): Promise<void> {
  if (engine === "postgres") await sql`set local statement_timeout = 0`.execute(db);
}
