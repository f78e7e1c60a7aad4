import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSeal } from "../../src/store/seal.ts";
import { openStore, type StoreOptions } from "../../src/store/store.ts";
import { openPostgresDatabase } from "../services/postgres.ts";

export const engines = ["sqlite", "postgres"] as const;
export type Engine = (typeof engines)[number];

/** An empty database of this test's own; `again` opens the same one once more. */
export async function openEmpty(engine: Engine, more: Partial<StoreOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "chuanmen-store-"));
  const database = engine === "postgres" ? await openPostgresDatabase() : undefined;
  const file = join(folder, "test.db");
  const options: StoreOptions = {
    url: database?.url ?? `sqlite:${file}`,
    seal: createSeal(Buffer.alloc(32, 1)),
    ...more,
  };
  const store = await openStore(options);
  return {
    store,
    file,
    again: (changes: Partial<StoreOptions> = {}) => openStore({ ...options, ...changes }),
    async remove() {
      await store.close();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
