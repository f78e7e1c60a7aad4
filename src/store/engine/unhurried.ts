import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import type { Engine } from "./engine.ts";

/** For the rest of its transaction a statement may take as long as it needs: what counts a whole city anew does not end in ten seconds. */
export async function unhurried(db: Kysely<Schema>, engine: Engine): Promise<void> {
  if (engine !== "postgres") return;
  await sql`set local statement_timeout = 0`.execute(db);
  await learned(db, engine);
}

/** What was just written or restored is not known to PostgreSQL's planner, which then compares all with all, for hours. */
export async function learned(db: Kysely<Schema>, engine: Engine): Promise<void> {
  if (engine === "postgres") await sql`analyze places, people, records, record_places, coverage`.execute(db);
}
