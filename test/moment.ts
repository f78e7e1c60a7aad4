import { DatabaseSync } from "@photostructure/sqlite";
import pg from "pg";
import type { Row } from "./faults/ledgers.ts";

/** A database that is put back as it stood at a moment as often as is wanted, while a world goes on with it. */
export type Moment = {
  /** from here on this is the moment */
  keep(): Promise<void>;
  back(): Promise<void>;
  rows(query: string): Promise<Row[]>;
  close(): Promise<void>;
};

/** The tables of it, and how statements are run on a connection of its own. */
type Own = {
  readonly main: string;
  readonly names: string;
  readonly before: string;
  run(sql: string): Promise<void>;
  rows(query: string): Promise<Row[]>;
  close(): Promise<void>;
};

export async function openMoment(url: string): Promise<Moment> {
  const { main, names, before, run, rows, close } = url.startsWith("sqlite:") ? ofFile(url) : await ofServer(url);
  await run(before);
  const tables = (await rows(names)).map(({ name }) => `"${String(name)}"`);
  const each = (sql: (table: string) => string) => run(`begin; ${tables.map(sql).join("; ")}; commit`);
  return {
    keep: () =>
      each(
        (table) => `drop table if exists kept.${table}; create table kept.${table} as select * from ${main}.${table}`,
      ),
    back: () =>
      each((table) => `delete from ${main}.${table}; insert into ${main}.${table} select * from kept.${table}`),
    rows,
    close,
  };
}

function ofFile(url: string): Own {
  // no order of references counts
  const file = new DatabaseSync(url.slice("sqlite:".length), { timeout: 5_000, enableForeignKeyConstraints: false });
  return {
    main: "main",
    names:
      "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like 'kysely%'",
    before: "attach ':memory:' as kept",
    run: async (sql) => file.exec(sql),
    rows: async (query) => file.prepare(query).all() as Row[],
    close: async () => file.close(),
  };
}

async function ofServer(url: string): Promise<Own> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    main: "public",
    names:
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_name not like 'kysely%'",
    before: "set session_replication_role = replica; drop schema if exists kept cascade; create schema kept",
    run: async (sql) => void (await client.query(sql)),
    rows: async (query) => (await client.query<Row>(query)).rows,
    async close() {
      await client.query("drop schema kept cascade");
      await client.end();
    },
  };
}
