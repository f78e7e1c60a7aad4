import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { StorageError } from "../../bot/storage-error.ts";
import type { Schema } from "../schema.ts";
import { asOne } from "./as-one.ts";
import { nameOf, type Run, runThrough } from "./prepared.ts";
import { over, Transaction } from "./transaction.ts";

const int8 = 20;
/** What a connection knows by its name was made for tables that have changed since. */
const outgrown = "0A000";
/** How often a transaction is tried that fails so. */
const triesOf: ReadonlyMap<string, number> = new Map([
  // what sees one state of the database loses to every message that counts in the same row: it goes on trying
  ["40001", 12],
  // deadlock, and a unique key taken by a neighbour that committed first
  ["40P01", 3],
  ["23505", 3],
  [outgrown, 3],
]);

/** PostgreSQL 13 or later: one transaction per message, READ COMMITTED, a pool of ten. */
export function openPostgres(url: string) {
  pg.types.setTypeParser(int8, exactNumber);
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    statement_timeout: 10_000,
    // which the types of the package do not know yet
    pipeline: true,
  } as pg.PoolConfig);
  // an idle connection that breaks is replaced on the next query; without a listener it would end the process
  pool.on("error", () => undefined);
  /** begins anew with tables that were changed while this ran */
  let generation = 0;
  // what is built once is parsed by each connection once; what is not is planned for its own values each time
  pool.on("connect", (client) => {
    // the pool listens only while nobody has it: one that breaks under a transaction fails its next statement
    client.on("error", () => undefined);
    const ask = client.query.bind(client);
    const named = async (text: string, values: unknown[]) => {
      const name = nameOf(text);
      if (name === undefined) return ask(text, values);
      try {
        return await ask({ name: `${name}-${generation}`, text, values });
      } catch (error) {
        if (codeOf(error) === outgrown) generation++;
        throw error;
      }
    };
    client.query = named as typeof client.query;
    // what is asked of a whole city costs 20 ms, and half a second more where the server compiles it first; a connection
    // on which this fails is lost, and what is asked of it next says so
    ask("set jit = off").catch(() => undefined);
  });
  let executed = 0;
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({
      pool: { connect: () => pool.connect().catch(refuse), end: () => pool.end() },
      // what is the server's fault is called so, also of what is read beside transactions
      async onCreateConnection(connection) {
        const execute = connection.executeQuery.bind(connection);
        connection.executeQuery = (query) => execute<never>(query).catch(refuse);
      },
    }),
    log: () => void executed++,
  });

  async function inTransaction<T>(work: (db: Kysely<Schema>, run: Run) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    const transaction = new Transaction(client);
    let broken: unknown;
    try {
      const value = await work(over(transaction), transaction);
      await transaction.commit();
      return value;
    } catch (error) {
      await transaction.rollback().catch((why: unknown) => {
        broken = why;
      });
      throw transaction.fault ?? error;
    } finally {
      executed += transaction.executed;
      client.release(broken !== undefined);
    }
  }

  async function write<T>(work: (db: Kysely<Schema>, run: Run) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await inTransaction(work);
      } catch (error) {
        const tries = triesOf.get(codeOf(error) ?? "");
        if (tries === undefined) throw storageFault(error);
        if (attempt >= tries) throw new StorageError("the database did not take the write", { cause: error });
      }
    }
  }

  return {
    engine: "postgres" as const,
    write,
    /** One transaction for several that go the same way. */
    writeAsOne: <T>(work: (db: Kysely<Schema>, run: Run) => Promise<T>): Promise<T> =>
      write((transaction) => {
        const one = asOne(transaction, true);
        return work(one, runThrough(one, "postgres"));
      }),
    read: db,
    readAsOne: () => asOne(db, false),
    /** statements executed so far, those that begin and end transactions not counted */
    executed: () => executed,
    integrity: () => "ok",
    close: () => db.destroy(),
  };
}

/** Where tables are made that are named without one. */
export async function schemaOf(db: Kysely<Schema>): Promise<string | undefined> {
  const { rows } = await sql<{ ours: string | null }>`select current_schema() as ours`.execute(db);
  return rows[0]?.ours ?? undefined;
}

const refuse = (error: unknown): never => {
  throw storageFault(error);
};

const storageFault = (error: unknown): unknown =>
  isUnavailable(error, codeOf(error)) ? new StorageError("the database does not answer", { cause: error }) : error;

function exactNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error(`integer out of range: ${text}`);
  return number;
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
}

/** Classes 08 connection, 53 resources (disk full, too many connections), 57P shutdown, 58 system, 25006 read-only; or no server at all. */
function isUnavailable(error: unknown, code: string | undefined): boolean {
  if (code === undefined) return error instanceof Error && /timeout|terminated|connect/i.test(error.message);
  return /^(08|53|57P|58|ECONN|ENOENT|EPIPE|ETIMEDOUT|EAI_)/.test(code) || code === "25006";
}
