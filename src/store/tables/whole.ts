import { type Kysely, sql } from "kysely";
import { erase } from "../engine/erase.ts";
import { schemaOf } from "../engine/postgres.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";

export type AnyRow = Readonly<Record<string, string | number | null>>;

/** Rows that come from the server at once: a picture is one of them. */
const atOnce = 100;
/** Values of one statement: SQLite takes 32,766. */
const mostValues = 30_000;

/** Every row of every table, for copies of the whole. What migrations keep of themselves is not among them. */
export const whole = (db: Kysely<Schema>, _seal: Seal, { engine }: Pick<Surroundings, "engine">) => ({
  async names(): Promise<string[]> {
    const found = (await db.introspection.getTables()).filter(({ isView }) => !isView);
    if (engine === "sqlite") return found.map(({ name }) => name).sort();
    const own = await schemaOf(db);
    return found
      .filter(({ schema }) => schema === own)
      .map(({ name }) => name)
      .sort();
  },
  async count(table: string): Promise<number> {
    const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)}`.execute(db);
    return Number(rows[0]?.rows);
  },
  /** All that is read in this unit of work is of one moment; on SQLite every one is. Said before anything is read. */
  async atOneMoment(): Promise<void> {
    if (engine === "postgres") await sql`set transaction isolation level repeatable read, read only`.execute(db);
  },
  /** In a unit of work only, and on PostgreSQL: as they come, however many there are. */
  async *rows(table: string): AsyncGenerator<AnyRow> {
    await sql`declare copied no scroll cursor for select * from ${sql.table(table)}`.execute(db);
    for (;;) {
      const { rows } = await sql<AnyRow>`fetch ${sql.lit(atOnce)} from copied`.execute(db);
      yield* rows;
      if (rows.length < atOnce) break;
    }
    await sql`close copied`.execute(db);
  },
  /** Rows that refer to one another may come in any order while `fill` runs; how they stand at its end is checked. */
  async anew(fill: () => Promise<void>): Promise<void> {
    await erase(db, engine);
    if (engine === "sqlite") {
      await sql`pragma defer_foreign_keys = on`.execute(db);
      return fill();
    }
    const { rows } = await sql<{ table: string; name: string }>`
      select t.relname as "table", c.conname as name from pg_constraint c join pg_class t on t.oid = c.conrelid
      join pg_namespace n on n.oid = t.relnamespace where c.contype = 'f' and n.nspname = current_schema()`.execute(db);
    const each = async (how: string) => {
      for (const { table, name } of rows)
        await sql`alter table ${sql.table(table)} alter constraint ${sql.ref(name)} ${sql.raw(how)}`.execute(db);
    };
    await each("deferrable initially deferred");
    await fill();
    await sql`set constraints all immediate`.execute(db);
    await each("not deferrable");
  },
  async put(table: string, rows: readonly AnyRow[]): Promise<void> {
    const columns = Object.keys(rows[0] ?? {});
    const most = Math.floor(mostValues / Math.max(1, columns.length));
    const names = sql.join(columns.map((column) => sql.ref(column)));
    for (let from = 0; from < rows.length; from += most) {
      const some = rows.slice(from, from + most);
      const values = some.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`);
      await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(db);
    }
  },
});
