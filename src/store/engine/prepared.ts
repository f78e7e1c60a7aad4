import {
  CompiledQuery,
  DummyDriver,
  type Expression,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from "kysely";
import type { Schema } from "../schema.ts";
import type { Engine } from "./engine.ts";

/** Each value that is given when the statement runs, as an expression of its type. */
export type Given<In> = { readonly [Name in keyof In]-?: Expression<In[Name]> };

/** A query of Kysely, or SQL written out. */
type Built<Out> = { compile(db: Kysely<Schema>): CompiledQuery<Out> };

/** SQL and, in the order of its parameters, the names of the values it is given. */
type Compiled = { readonly sql: string; readonly names: readonly string[] };

/** A statement built and compiled once for each engine; afterwards it is only bound and run. */
export type Statement<In, Out> = {
  on(engine: Engine): Compiled;
  /** what a row of it is; never there */
  readonly types?: { readonly given: In; readonly row: Out };
};

/** Runs such statements. */
export type Run = {
  readonly engine: Engine;
  all<In, Out>(statement: Statement<In, Out>, given: In): Promise<Out[]>;
  first<In, Out>(statement: Statement<In, Out>, given: In): Promise<Out | undefined>;
  /** how many rows it changed */
  change<In>(statement: Statement<In, unknown>, given: In): Promise<number>;
  /**
   * Written before whatever is asked next, and before all is committed. On PostgreSQL nothing waits for it, and when it
   * fails, what is asked next or the commit does: so what many write at once is held for a short while only.
   */
  send<In>(statement: Statement<In, unknown>, given: In): Promise<void>;
};

/**
 * Each connection of a server keeps what has a name for as long as it lasts. Statements that stand in the source are some
 * thirty, and take their names as they are first used; the rest is for those built by the shape of what was said, of which
 * there is no end. Whatever comes later has none and is parsed each time.
 */
const mostNamed = 300;
const names = new Map<string, string>();
/** Under which name a server keeps it that is asked to; only what was built so has one. */
export const nameOf = (sql: string): string | undefined => names.get(sql);

/** `statement((db, { key }: Given<{ key: string }>) => db.selectFrom("inbox").selectAll().where("key", "=", key))` */
export function statement<In, Out>(build: (db: Kysely<Schema>, given: Given<In>) => Built<Out>): Statement<In, Out> {
  const compiled: Partial<Record<Engine, Compiled>> = {};
  return {
    on(engine) {
      const known = compiled[engine];
      if (known) return known;
      const made = compile(build(builders[engine], markers as Given<In>).compile(builders[engine]));
      compiled[engine] = made;
      if (!names.has(made.sql) && names.size < mostNamed) names.set(made.sql, `s${names.size}`);
      return made;
    },
  };
}

function compile({ sql, parameters }: CompiledQuery): Compiled {
  return { sql, names: (parameters as readonly Marker[]).map(({ name }) => name) };
}

/** The values of a statement, in the order of its parameters. */
export const valuesOf = (names: readonly string[], given: unknown): unknown[] =>
  names.map((name) => (given as Readonly<Record<string, unknown>>)[name]);

/** Runs them through Kysely, for a reader or an engine whose time goes elsewhere. */
export function runThrough(db: Kysely<Schema>, engine: Engine): Run {
  const run = <In, Out>(of: Statement<In, Out>, given: In) => {
    const { sql, names } = of.on(engine);
    return db.executeQuery<Out>(CompiledQuery.raw(sql, valuesOf(names, given)) as CompiledQuery<Out>);
  };
  return {
    engine,
    all: async (of, given) => (await run(of, given)).rows,
    first: async (of, given) => (await run(of, given)).rows[0],
    change: async (of, given) => Number((await run(of, given)).numAffectedRows ?? 0),
    send: async (of, given) => void (await run(of, given)),
  };
}

/** Where a value stands that is given when the statement runs. */
class Marker {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const markers = new Proxy<Record<string, RawBuilder<unknown>>>(
  {},
  { get: (_, name) => sql`${new Marker(String(name))}` },
) as unknown;

// What stands in the source is written into the SQL: a partial index is used only where its condition is a literal.

class SqliteCompiler extends SqliteQueryCompiler {
  protected override appendValue(value: unknown): void {
    if (value instanceof Marker) super.appendValue(value);
    else this.appendImmediateValue(value);
  }
}

class PostgresCompiler extends PostgresQueryCompiler {
  protected override appendValue(value: unknown): void {
    if (value instanceof Marker) super.appendValue(value);
    else this.appendImmediateValue(value);
  }
}

const builders: Readonly<Record<Engine, Kysely<Schema>>> = {
  sqlite: new Kysely<Schema>({
    dialect: {
      createDriver: () => new DummyDriver(),
      createQueryCompiler: () => new SqliteCompiler(),
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (db) => new SqliteIntrospector(db),
    },
  }),
  postgres: new Kysely<Schema>({
    dialect: {
      createDriver: () => new DummyDriver(),
      createQueryCompiler: () => new PostgresCompiler(),
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  }),
};
