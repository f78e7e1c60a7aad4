import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "@jest/globals";
import { createSeal } from "../../src/store/engine/seal.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/store.ts";
import { openPostgresDatabase, type Template } from "../services/postgres.ts";

export const engines = ["sqlite", "postgres"] as const;
export type Engine = (typeof engines)[number];
export const testKey = Buffer.alloc(32, 1);

/** No rows but those that opening writes. */
const migrated: Template = {
  name: "migrated",
  async fill(url) {
    await (await openStore({ url, seal: createSeal(testKey) })).close();
  },
};

/** An empty database of this test's own; `again` opens the same one once more. */
export async function openEmpty(engine: Engine, more: Partial<StoreOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-store-"));
  const database = engine === "postgres" ? await openPostgresDatabase(migrated) : undefined;
  const file = join(folder, "test.db");
  const options: StoreOptions = {
    url: database?.url ?? `sqlite:${file}`,
    seal: createSeal(testKey),
    guarded: true,
    ...more,
  };
  const store = await openStore(options);
  return {
    store,
    file,
    url: options.url,
    again: (changes: Partial<StoreOptions> = {}) => openStore({ ...options, ...changes }),
    async remove() {
      await store.close();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Opened = Awaited<ReturnType<typeof openEmpty>>;
/** One empty database for the tests of a family; they keep out of each other's way by their own ids. */
export type Db = Opened & Pick<Store, "write" | "read">;

/** The same tests on SQLite and on PostgreSQL. */
export function onEachEngine(family: string, tests: (db: Db) => void): void {
  describe.each(engines)(`${family} on %s`, (engine) => {
    const db = {} as Db;
    beforeAll(async () => {
      const opened = await openEmpty(engine);
      Object.assign(db, opened, { write: opened.store.write, read: opened.store.read });
    });
    afterAll(() => db.remove());
    tests(db);
  });
}
