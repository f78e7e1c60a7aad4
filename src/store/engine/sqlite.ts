import { chmodSync, closeSync, existsSync, openSync, statSync } from "node:fs";
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
import { StorageError } from "../../bot/storage-error.ts";
import type { Schema } from "../schema.ts";
import { storageFault } from "./storage-fault.ts";

type File = InstanceType<typeof DatabaseSync>;
type Statement = ReturnType<File["prepare"]>;

/** Statements kept compiled per connection; more than the program has. */
const keptStatements = 500;

/** One open file with its compiled statements. */
class Connection {
  readonly file: File;
  readonly #statements = new Map<string, { statement: Statement; reads: boolean }>();
  executed = 0;

  constructor(path: string, readOnly: boolean) {
    this.file = new DatabaseSync(path, { timeout: 5000, readOnly });
  }

  pragma(name: string): unknown {
    return Object.values(this.file.prepare(`pragma ${name}`).get() ?? {})[0];
  }

  run(sql: string, parameters: readonly unknown[]): QueryResult<never> {
    let kept = this.#statements.get(sql);
    if (!kept) {
      const statement = this.file.prepare(sql);
      kept = { statement, reads: statement.columns().length > 0 };
      if (this.#statements.size >= keptStatements) this.#statements.clear();
      this.#statements.set(sql, kept);
    }
    this.executed++;
    if (kept.reads) return { rows: kept.statement.all(...(parameters as never[])) as never[] };
    const { changes } = kept.statement.run(...(parameters as never[]));
    return { rows: [], numAffectedRows: BigInt(changes) };
  }
}

/** Says in the file itself, not only in the file beside it, whether a service has it open, as far as it can be written. */
function mark(writer: Connection, version: number): void {
  try {
    writer.file.exec(`pragma user_version = ${version}`);
    writer.file.exec("pragma wal_checkpoint(truncate)");
  } catch {
    // a full disk: the first write tells
  }
}

/** The file holds what people said. SQLite gives the files beside it the same rights. */
function forOwnerOnly(path: string): void {
  try {
    closeSync(openSync(path, "a", 0o600));
    chmodSync(path, statSync(path).mode & 0o700);
  } catch {
    // somebody else's, or not writable: what can be done with it is seen when it is used
  }
}

/** What one message or job may use while it is its turn; refuses to work afterwards. */
class Session implements DatabaseConnection {
  readonly #connection: Connection;
  #open = true;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  close(): void {
    this.#open = false;
  }

  // not `async`: a statement that throws must reject, and one that works must not cost a second promise
  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      if (!this.#open) throw new Error("this unit of work is over");
      return Promise.resolve(this.#connection.run(query.sql, query.parameters));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  // biome-ignore lint/correctness/useYield: nothing streams from an embedded database
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error("not supported");
  }
}

const compiler = new SqliteQueryCompiler();
const adapter = new SqliteAdapter();

function kyselyOver(session: Session, connection: Connection): Kysely<Schema> {
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(session),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: async () => void connection.run("savepoint migration", []),
    commitTransaction: async () => void connection.run("release migration", []),
    rollbackTransaction: async () => void connection.run("rollback to migration", []),
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

type Waiting = {
  work: (db: Kysely<Schema>) => Promise<unknown>;
  done: (value: unknown) => void;
  failed: (error: unknown) => void;
};

type Ending = { ok: true; value: unknown } | { ok: false; error: unknown };

export type SqliteOptions = {
  readonly path: string;
  /** most that share one commit */
  readonly groupSize?: number;
  /** `full` always, except to measure what durability costs */
  readonly synchronous?: "full" | "off";
  /** longest one unit of work may take, in milliseconds, before it is refused and its neighbours go on */
  readonly patience?: number;
  /** most pages the file may have; unset: as many as the disk holds */
  readonly maxPages?: number;
  /** this process is the one service of the file: it marks the file as in use until it is closed */
  readonly serves?: boolean;
};

/** `user_version` of a file that a service has open; 0 once it was closed in order. */
const inUse = 1;

/**
 * SQLite in WAL mode with `synchronous=FULL`. Everything waiting when the event loop comes round shares one commit,
 * each in its own savepoint, one strictly after another. Nothing is reported done before COMMIT has returned.
 */
export function openSqlite(options: SqliteOptions) {
  const { path, groupSize = 64, synchronous = "full", patience = 5000, maxPages, serves = false } = options;
  const hadWal = existsSync(`${path}-wal`);
  forOwnerOnly(path);
  const writer = new Connection(path, false);
  // a copy made by `vacuum into` carries the mark too, but is in another journal mode
  const cutShort = !hadWal && writer.pragma("journal_mode") === "wal" && writer.pragma("user_version") === inUse;
  writer.file.exec("pragma journal_mode = wal");
  writer.file.exec(`pragma synchronous = ${synchronous}`);
  writer.file.exec("pragma foreign_keys = on");
  if (maxPages !== undefined) writer.file.exec(`pragma max_page_count = ${maxPages}`);
  if (serves) mark(writer, inUse);
  const reader = new Connection(path, true);
  const waiting: Waiting[] = [];
  let running: Promise<void> | null = null;

  function write<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
    return new Promise<T>((done, failed) => {
      waiting.push({ work, done: done as (value: unknown) => void, failed });
      running ??= drain();
    });
  }

  /** The loop turns before each group, so that what came in during the commit before shares the next one. */
  async function drain(): Promise<void> {
    do {
      await new Promise((resolve) => setImmediate(resolve));
      await group(waiting.splice(0, groupSize));
    } while (waiting.length > 0);
    running = null;
  }

  async function group(members: readonly Waiting[]): Promise<void> {
    const endings = await together(members);
    if (endings) return settle(members, endings);
    if (members.length === 1) return settle(members, [refusal(new Error("the transaction did not stand"))]);
    // the engine threw the whole transaction away: each is tried again alone, so that one costs only itself
    for (const member of members) await group([member]);
  }

  /** null when the transaction no longer stands or could not begin, and so nothing was written */
  async function together(members: readonly Waiting[]): Promise<Ending[] | null> {
    try {
      writer.file.exec("begin immediate");
    } catch (error) {
      return members.map(() => refusal(error));
    }
    const endings: Ending[] = [];
    for (const member of members) {
      const ending = await one(member);
      if (!writer.file.isTransaction) {
        if (members.length > 1) return null;
        return [ending.ok ? refusal(new Error("the transaction did not stand")) : refusal(ending.error)];
      }
      endings.push(ending);
    }
    try {
      writer.file.exec("commit");
      return endings;
    } catch (error) {
      if (writer.file.isTransaction) writer.file.exec("rollback");
      return members.map(() => refusal(error));
    }
  }

  async function one({ work }: Waiting): Promise<Ending> {
    const session = new Session(writer);
    try {
      writer.file.exec("savepoint unit");
      const value = await withPatience(work(kyselyOver(session, writer)), patience);
      session.close();
      writer.file.exec("release unit");
      return { ok: true, value };
    } catch (error) {
      session.close();
      if (writer.file.isTransaction) {
        writer.file.exec("rollback to unit");
        writer.file.exec("release unit");
      }
      return { ok: false, error: storageFault(error, path) ?? error };
    }
  }

  function refusal(cause: unknown): Ending {
    if (cause instanceof StorageError) return { ok: false, error: cause };
    const words = "the database did not take the write";
    return { ok: false, error: storageFault(cause, path) ?? new StorageError(words, { cause }) };
  }

  const everyday = new Session(reader);
  return {
    engine: "sqlite" as const,
    write,
    read: kyselyOver(everyday, reader),
    /** statements executed so far, savepoints and commits not counted */
    executed: () => writer.executed + reader.executed,
    integrity: () => String(reader.pragma("integrity_check")),
    /** a service had this file open when it was last written, and what it wrote last is not beside it */
    cutShort,
    async close(): Promise<void> {
      while (running !== null) await running;
      everyday.close();
      reader.file.close();
      // closing alone leaves it all in the file beside: the package finalises no statement, and SQLite waits for that
      if (serves) mark(writer, 0);
      writer.file.close();
    },
  };
}

function settle(members: readonly Waiting[], endings: readonly Ending[]): void {
  members.forEach((member, index) => {
    const ending = endings[index];
    if (ending?.ok) member.done(ending.value);
    else member.failed(ending?.error);
  });
}

function withPatience<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer));
}
