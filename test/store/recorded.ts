import type { DatabaseSync } from "@photostructure/sqlite";
import { type CompiledQuery, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import { runThrough } from "../../src/store/engine/prepared.ts";
import { createSeal } from "../../src/store/engine/seal.ts";
import type { Schema } from "../../src/store/schema.ts";
import { bindTables, type Tables } from "../../src/store/tables.ts";
import { nobody, noteToSend } from "../../src/store/to-send.ts";
import { testKey } from "./open.ts";

/** How SQLite would go about it. */
export function planOf(file: InstanceType<typeof DatabaseSync>, sql: string, parameters: readonly unknown[]): string[] {
  const plan = file.prepare(`explain query plan ${sql}`).all(...(parameters as never[])) as { detail: string }[];
  return plan.map(({ detail }) => detail);
}

/** The statements that `work` runs; without `find` none of them finds a row. */
export async function recorded(
  work: (tables: Tables) => Promise<unknown>,
  find: (query: CompiledQuery) => unknown[] = () => [],
): Promise<readonly CompiledQuery[]> {
  const statements: CompiledQuery[] = [];
  const connection = {
    async executeQuery(query: CompiledQuery) {
      statements.push(query);
      return { rows: find(query) as never[], numAffectedRows: 0n };
    },
    streamQuery: () => {
      throw new Error("nothing streams");
    },
  };
  const nothing = async () => undefined;
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (of) => new SqliteIntrospector(of),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createDriver: () => ({
        init: nothing,
        acquireConnection: async () => connection,
        releaseConnection: nothing,
        beginTransaction: nothing,
        commitTransaction: nothing,
        rollbackTransaction: nothing,
        destroy: nothing,
      }),
    },
  });
  const run = runThrough(db, "sqlite");
  const surroundings = { engine: "sqlite", run, addressOf: () => null, toSend: noteToSend("", nobody) } as const;
  await work(bindTables(db, createSeal(testKey), surroundings));
  return statements;
}
