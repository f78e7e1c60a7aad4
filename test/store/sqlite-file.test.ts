import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { DatabaseSync } from "@photostructure/sqlite";
import { StorageError } from "../../src/bot/storage-error.ts";
import { countRefusals, createHealth } from "../../src/health.ts";
import { createSeal } from "../../src/store/engine/seal.ts";
import type { SqliteOptions } from "../../src/store/engine/sqlite.ts";
import { openStore, type Store } from "../../src/store/store.ts";

const seal = createSeal(Buffer.alloc(32, 1));
let folder: string;
let path: string;
const open = new Set<Store>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chuanmen-file-"));
  path = join(folder, "chuanmen.db");
});

afterEach(async () => {
  for (const store of open) await store.close();
  open.clear();
  rmSync(folder, { recursive: true });
});

async function openFile(file = path, sqlite: Omit<SqliteOptions, "path"> = { serves: true }): Promise<Store> {
  const store = await openStore({ url: `sqlite:${file}`, seal, sqlite });
  open.add(store);
  return store;
}

async function close(store: Store): Promise<void> {
  open.delete(store);
  await store.close();
}

const keep = (store: Store, key: string) => store.write((tables) => tables.settings.set(key, "kept"));
const kept = (store: Store, key: string) => store.read.settings.get(key);

/** The file alone, without what lies beside it, as people copy it. */
function copyAlone(name: string): string {
  const copy = join(folder, name);
  copyFileSync(path, copy);
  return copy;
}

test("after a close in order one file holds everything", async () => {
  const store = await openFile();
  await keep(store, "said");
  await kept(store, "said");
  await close(store);
  const copied = await openFile(copyAlone("copy.db"));
  expect([await kept(copied, "said"), copied.cutShort]).toEqual(["kept", false]);
});

test("a file copied from under a running service is told from one that was closed", async () => {
  const store = await openFile();
  await keep(store, "said");
  const copied = await openFile(copyAlone("copy.db"));
  expect([await kept(copied, "said"), copied.cutShort]).toEqual([undefined, true]);
});

test("what a killed service left, a backup and the operator's commands beside a service raise no such alarm", async () => {
  const store = await openFile();
  await keep(store, "said");
  for (const name of ["killed.db", "killed.db-wal"])
    copyFileSync(join(folder, name.replace("killed", "chuanmen")), join(folder, name));
  expect((await openFile(join(folder, "killed.db"))).cutShort).toBe(false);
  new DatabaseSync(path).exec(`vacuum into '${join(folder, "backup.db")}'`);
  expect((await openFile(join(folder, "backup.db"))).cutShort).toBe(false);
  const tool = await openFile(path, {});
  expect(tool.cutShort).toBe(false);
  await close(tool);
  const copied = await openFile(copyAlone("copy.db"));
  expect(copied.cutShort).toBe(true); // the mark still stands
});

test("only its owner may read the file, also one that an earlier version made, and what lies beside it", async () => {
  writeFileSync(path, "", { mode: 0o644 });
  chmodSync(path, 0o644);
  const store = await openFile();
  await keep(store, "said");
  expect([path, `${path}-wal`, `${path}-shm`].map((file) => statSync(file).mode & 0o777)).toEqual([
    0o600, 0o600, 0o600,
  ]);
});

test("a file that may not be written is called that, and whose it is", async () => {
  const store = await openFile();
  await keep(store, "said");
  await close(store);
  for (const file of [path, `${path}-wal`, `${path}-shm`]) chmodSync(file, 0o444);
  chmodSync(folder, 0o755);
  const module = fileURLToPath(new URL("../../src/store/engine/sqlite.js", import.meta.url));
  const program = `
    const { openSqlite } = await import(${JSON.stringify(module)});
    const file = openSqlite({ path: ${JSON.stringify(path)} });
    await file.write((db) => db.deleteFrom("settings").execute()).catch((error) => console.log(error.name, error.message));
  `;
  const other = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}; // root may write anything
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8", ...other });
  expect(said).toMatch(/^StorageError .*chuanmen\.db cannot be written: it belongs to user \d+ with mode 444/);
});

test("a full disk is seen on the health page with its reason, and when there is room again", async () => {
  const store = await openFile(path, { maxPages: 400 });
  const health = createHealth({
    store,
    channels: [],
    redisAnswers: async () => true,
    refusals: countRefusals(() => 0),
    keyBesideData: false,
  });
  expect(await health()).toMatchObject({ ready: true, parts: { sql: { state: "ok" } } });
  for (const size of [30_000, 3_000, 300, 30, 1]) await fillUp(store, size);
  expect(await health()).toMatchObject({
    ready: false,
    parts: { sql: { state: "degraded", detail: expect.stringContaining("the disk is full") } },
  });
  const tool = await openFile(path, {});
  await tool.write((tables) => tables.settings.set("30000 0", ""));
  expect(await health()).toMatchObject({ ready: true, parts: { sql: { state: "ok" } } });
});

async function fillUp(store: Store, size: number): Promise<void> {
  const fillers = Array.from({ length: 200 }, (_, number) => number);
  const add = (number: number) => store.write((tables) => tables.settings.set(`${size} ${number}`, "x".repeat(size)));
  await expect(
    (async () => {
      for (const number of fillers) await add(number);
    })(),
  ).rejects.toThrow(StorageError);
}
