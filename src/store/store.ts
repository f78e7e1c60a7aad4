import { DEFAULT_MIGRATION_TABLE, type Kysely, type KyselyPlugin, Migrator, sql } from "kysely";
import { giveWay } from "../bot/give-way.ts";
import { StorageError } from "../bot/storage-error.ts";
import { eachOf, type Work } from "./each.ts";
import { erase } from "./engine/erase.ts";
import { guardTransactions } from "./engine/guard.ts";
import { newId } from "./engine/id.ts";
import { openPostgres, schemaOf } from "./engine/postgres.ts";
import { type Run, runThrough } from "./engine/prepared.ts";
import type { Seal } from "./engine/seal.ts";
import { openSqlite, type SqliteOptions } from "./engine/sqlite.ts";
import { checkKey } from "./key-check.ts";
import { migrations } from "./migrations/index.ts";
import type { Schema } from "./schema.ts";
import type { Surroundings } from "./surroundings.ts";
import { bindTables, type Tables } from "./tables.ts";
import { nobody, noteToSend, type Sender } from "./to-send.ts";

export type StoreOptions = {
  /** `sqlite:PATH` or `postgres://…` */
  readonly url: string;
  readonly seal: Seal;
  readonly addressOf?: Surroundings["addressOf"];
  readonly sqlite?: Omit<SqliteOptions, "path">;
  /** refuses what must not be done inside a transaction, also where it would go well */
  readonly guarded?: true;
};

/**
 * Opens and migrates the database.
 * @throws when it was written under another DATA_KEY
 */
export async function openStore({ url, seal, sqlite = {}, addressOf = () => null, guarded }: StoreOptions) {
  const engine = url.startsWith("sqlite:")
    ? openSqlite({ ...sqlite, path: url.slice("sqlite:".length) })
    : openPostgres(url);
  /** by this other processes see whose a claim is */
  const holder = newId();
  const unnoticed = noteToSend(holder, nobody);
  const tablesOf = (db: Kysely<Schema>, run: Run, toSend: Surroundings["toSend"] = unnoticed) =>
    bindTables(db, seal, { engine: engine.engine, run, addressOf, toSend });
  let sender = nobody;
  try {
    await migrate(engine);
    await engine.write(async (db, run) => {
      const tables = tablesOf(db, run);
      await checkKey(tables, seal);
      await tables.records.catchUp();
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
  let fault: string | null = null;
  async function watched<T>(written: Promise<T>): Promise<T> {
    try {
      const value = await written;
      fault = null;
      return value;
    } catch (error) {
      if (error instanceof StorageError) fault = error.message;
      throw error;
    }
  }
  const through =
    (begin: typeof engine.write) =>
    async <T>(work: Work<T>): Promise<T> => {
      let toSend = unnoticed;
      const value = await watched(
        begin((db, run) => {
          // anew each time the work is done
          toSend = noteToSend(holder, sender);
          return work(tablesOf(db, run, toSend));
        }),
      );
      toSend.tell();
      return value;
    };
  const write = through(engine.write);
  const guard = guarded && guardTransactions();
  const readFrom = (db: Kysely<Schema>): Tables => tablesOf(db, runThrough(db, engine.engine));
  const guarding = (db: Kysely<Schema>) => readFrom(guard ? guard.reader(db) : db);
  const read = guarding(engine.read);
  const asOne =
    engine.engine === "postgres"
      ? { read: () => readFrom(engine.readAsOne()), write: through(engine.writeAsOne) }
      : null;
  const each = eachOf({ read, write, asOne });
  return {
    engine: engine.engine,
    holder,
    /** One transaction: all of `work` or nothing. `work` awaits nothing but its tables, and may be run again. */
    write: guard ? guard.around(write) : write,
    /** Several that go the same way, written or read for less; each as if alone, and awaiting nothing but its tables. */
    writeEach: guard ? guard.aroundEach(each.write) : each.write,
    readEach: each.read,
    /** Has what units of work leave to be sent told to whoever sends it, once it is committed. */
    onToSend(told: Sender): void {
      sender = told;
    },
    /** why the last write was not taken; null when it was */
    fault: () => fault,
    /** what was written last to a SQLite file before this may be missing from it */
    cutShort: engine.engine === "sqlite" && engine.cutShort,
    /** Forgets everything and fills it anew in one transaction: for a database that is only played with. */
    beginAnew: (fill: (tables: Tables) => Promise<void>): Promise<void> =>
      watched(
        engine.write(async (db, run) => {
          await erase(db, engine.engine);
          const tables = tablesOf(db, run);
          await checkKey(tables, seal);
          await fill(tables);
        }),
      ),
    /** Reads beside the writer; sees what is committed. */
    read,
    /** As `read`, for pages, which give way behind each statement; on SQLite in a thread of its own. */
    readApart: guarding((engine.engine === "sqlite" ? engine.readApart : engine.read).withPlugin(givesWay)),
    executed: engine.executed,
    integrity: engine.integrity,
    async close(): Promise<void> {
      await engine.close();
      if (guard) guard.end();
    },
  };
}

/** What comes back is gone on with once no message is being answered. */
const givesWay: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    await giveWay();
    return result;
  },
};

export type Store = Awaited<ReturnType<typeof openStore>>;

async function migrate(engine: ReturnType<typeof openSqlite> | ReturnType<typeof openPostgres>): Promise<void> {
  // what another program, or another of these, keeps in a schema beside it says nothing of this one
  const schema = engine.engine === "postgres" ? await schemaOf(engine.read) : undefined;
  const ours = migrations(engine.engine);
  if (isMigrated(Object.keys(ours), await doneIn(engine.read, schema))) return;
  const up = async (db: typeof engine.read) => {
    const { error } = await new Migrator({
      db,
      provider: { getMigrations: async () => ({ ...ours }) },
      ...(schema === undefined ? {} : { migrationTableSchema: schema }),
    }).migrateToLatest();
    if (error) throw error;
  };
  // on SQLite the writer's connection must be used, and its transaction makes the whole step one
  if (engine.engine === "sqlite") await engine.write(up);
  else await up(engine.read);
}

/** Asked first, as it costs a start a fiftieth of what the migrator's own look at the whole catalogue does. */
async function doneIn(db: Kysely<Schema>, schema: string | undefined): Promise<readonly string[]> {
  const table = sql.table(schema === undefined ? DEFAULT_MIGRATION_TABLE : `${schema}.${DEFAULT_MIGRATION_TABLE}`);
  try {
    const { rows } = await sql<{ name: string }>`select name from ${table}`.execute(db);
    return rows.map(({ name }) => name);
  } catch {
    return []; // no such table yet; whatever else it is, the migrator meets it again
  }
}

const isMigrated = (ours: readonly string[], done: readonly string[]): boolean =>
  ours.length === done.length && ours.every((name) => done.includes(name));
