import { DatabaseSync } from "@photostructure/sqlite";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { Schema } from "../schema.ts";
import { type Statement as Prepared, type Run, valuesOf } from "./prepared.ts";
import { storageFault } from "./storage-fault.ts";

type File = InstanceType<typeof DatabaseSync>;
type Statement = ReturnType<File["prepare"]>;

/** Statements kept compiled per connection; more than the program has. */
const keptStatements = 500;
/** KiB of pages kept, 64 MiB instead of SQLite's 2: the leaves of the indexes are met again. */
const cacheSize = 65_536;

/** Milliseconds that are waited for another process where nothing else can be done meanwhile. */
export const patient = 5000;

/** What Kysely asks of a connection, and nobody of Kysely. */
export const nothingStreams = (): never => {
  throw new Error("rows are read all at once");
};

/** One open SQLite file with its compiled statements. */
export class Connection {
  readonly file: File;
  readonly path: string;
  readonly #statements = new Map<string, { statement: Statement; reads: boolean }>();
  executed = 0;

  constructor(path: string, readOnly: boolean) {
    this.path = path;
    this.file = new DatabaseSync(path, { timeout: patient, readOnly });
    this.file.exec(`pragma cache_size = -${cacheSize}`);
  }

  pragma(name: string): unknown {
    return Object.values(this.file.prepare(`pragma ${name}`).get() ?? {})[0];
  }

  /** How many milliseconds a statement waits, and the whole program with it, while another process writes. */
  waitsFor(milliseconds: number): void {
    this.file.exec(`pragma busy_timeout = ${milliseconds}`);
  }

  /** Begins, ends and undoes; not counted. */
  control(sql: string): void {
    this.#kept(sql).statement.run();
  }

  run(sql: string, parameters: readonly unknown[]): QueryResult<never> {
    if (this.#kept(sql).reads) return { rows: this.rows(sql, parameters) as never[] };
    return { rows: [], numAffectedRows: BigInt(this.change(sql, parameters)) };
  }

  rows(sql: string, parameters: readonly unknown[]): unknown[] {
    this.executed++;
    return this.#kept(sql).statement.all(...(parameters as never[]));
  }

  /** How many rows it changed. */
  change(sql: string, parameters: readonly unknown[]): number {
    this.executed++;
    return Number(this.#kept(sql).statement.run(...(parameters as never[])).changes);
  }

  #kept(sql: string) {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.file.prepare(sql);
    const kept = { statement, reads: statement.columns().length > 0 };
    if (this.#statements.size >= keptStatements) this.#statements.clear();
    this.#statements.set(sql, kept);
    return kept;
  }
}

/** What one message or job may use while it is its turn; refuses to work afterwards. */
export class Session implements DatabaseConnection, Run {
  readonly engine = "sqlite";
  readonly #connection: Connection;
  readonly #writes: boolean;
  #open = true;

  constructor(connection: Connection, writes: boolean) {
    this.#connection = connection;
    this.#writes = writes;
  }

  close(): void {
    this.#open = false;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#turn(() => this.#connection.run(query.sql, query.parameters));
  }

  all<In, Out>(statement: Prepared<In, Out>, given: In): Promise<Out[]> {
    const { sql, names } = statement.on("sqlite");
    return this.#turn(() => this.#connection.rows(sql, valuesOf(names, given)) as Out[]);
  }

  first<In, Out>(statement: Prepared<In, Out>, given: In): Promise<Out | undefined> {
    const { sql, names } = statement.on("sqlite");
    return this.#turn(() => this.#connection.rows(sql, valuesOf(names, given))[0] as Out | undefined);
  }

  change<In>(statement: Prepared<In, unknown>, given: In): Promise<number> {
    const { sql, names } = statement.on("sqlite");
    return this.#turn(() => this.#connection.change(sql, valuesOf(names, given)));
  }

  send<In>(statement: Prepared<In, unknown>, given: In): Promise<void> {
    return this.change(statement, given) as Promise<unknown> as Promise<void>;
  }

  // not `async`: a statement that throws must reject, and one that works must not cost a second promise
  #turn<T>(work: () => T): Promise<T> {
    try {
      if (!this.#open) throw new Error("this unit of work is over");
      return Promise.resolve(work());
    } catch (error) {
      // whatever catches this must not go on without the transaction it thinks it is in
      if (this.#writes && !this.#connection.file.isTransaction) this.#open = false;
      return Promise.reject(storageFault(error, this.#connection.path) ?? error);
    }
  }

  streamQuery(): never {
    return nothingStreams();
  }
}

const compiler = new SqliteQueryCompiler();
const adapter = new SqliteAdapter();

export const kyselyOver = (session: Session, connection: Connection): Kysely<Schema> =>
  kyselyOn(session, {
    beginTransaction: async () => void connection.run("savepoint migration", []),
    commitTransaction: async () => void connection.run("release migration", []),
    rollbackTransaction: async () => void connection.run("rollback to migration", []),
  });

type Transactions = Pick<Driver, "beginTransaction" | "commitTransaction" | "rollbackTransaction">;

const noTransactions = (): Promise<never> => Promise.reject(new Error("nothing is written through this connection"));

/** Without `transactions` it only reads. */
export function kyselyOn(
  connection: DatabaseConnection,
  transactions: Transactions = {
    beginTransaction: noTransactions,
    commitTransaction: noTransactions,
    rollbackTransaction: noTransactions,
  },
): Kysely<Schema> {
  const driver: Driver = {
    ...transactions,
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
  return new Kysely<Schema>({
    dialect: {
      createDriver: () => driver,
      createQueryCompiler: () => compiler,
      createAdapter: () => adapter,
      createIntrospector: (db) => new SqliteIntrospector(db),
    },
  });
}
