import { sql } from "kysely";
import { type Given, type Run, statement } from "../engine/prepared.ts";

const held = statement(
  (_, { id }: Given<{ id: string }>) => sql<{ id: string }>`select id from records where id = ${id} for no key update`,
);

/**
 * Before figures are moved by what a record is now: nobody else changes it until the end of the transaction, and what
 * others had changed is seen. A SQLite file has one writer anyway.
 */
export async function holdRecord(run: Run, id: string): Promise<void> {
  if (run.engine === "postgres") await run.all(held, { id });
}
