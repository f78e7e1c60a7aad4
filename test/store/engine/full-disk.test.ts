import { execFileSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import pg from "pg";
import { StorageError } from "../../../src/bot/storage-error.ts";
import { createSeal } from "../../../src/store/engine/seal.ts";
import { openStore } from "../../../src/store/store.ts";
import { openPostgresDatabase } from "../../services/postgres.ts";

/** Only root may mount the small disk that PostgreSQL then fills. */
const canMount = process.getuid?.() === 0 && process.platform === "linux";

(canMount ? test : test.skip)(
  "PostgreSQL with a full disk keeps what it acknowledged and refuses the rest as a storage failure",
  async () => {
    const home = await openPostgresDatabase();
    const disk = mkdtempSync(join(tmpdir(), "chuanmen-disk-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16M", "tmpfs", disk]);
    const name = `full_${process.pid}`;
    const admin = new pg.Client({ connectionString: home.url });
    await admin.connect();
    try {
      const { rows } = await admin.query("show data_directory");
      const { uid, gid } = statSync(String(rows[0]?.data_directory));
      chownSync(disk, uid, gid);
      await admin.query(`create tablespace ${name} location '${disk}'`);
      await admin.query(`create database ${name} tablespace ${name}`);
      const url = new URL(home.url);
      url.pathname = `/${name}`;
      await fill(url.href);
    } finally {
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.query(`drop tablespace if exists ${name}`);
      await admin.end();
      execFileSync("umount", [disk]);
      rmSync(disk, { recursive: true });
      await home.drop();
    }
  },
);

async function fill(url: string): Promise<void> {
  const store = await openStore({ url, seal: createSeal(Buffer.alloc(32, 1)) });
  try {
    // random, or the server would compress it away
    const filler = () => Array.from({ length: 4000 }, () => Math.random().toString(36)).join("");
    const keys = Array.from({ length: 400 }, (_, index) => `k${index}`);
    const outcomes: PromiseSettledResult<void>[] = [];
    for (let from = 0; from < keys.length; from += 20)
      outcomes.push(
        ...(await Promise.allSettled(
          keys.slice(from, from + 20).map((key) =>
            store.write(async (tables) => {
              await tables.settings.set(key, key);
              await tables.settings.set(`${key} filler`, filler());
            }),
          ),
        )),
      );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(outcomes.length);
    expect(refused.every(({ reason }) => reason instanceof StorageError)).toBe(true);
    for (const [index, outcome] of outcomes.entries()) {
      const key = keys[index] ?? "";
      expect([key, await store.read.settings.get(key)]).toEqual([
        key,
        outcome.status === "fulfilled" ? key : undefined,
      ]);
    }
  } finally {
    await store.close();
  }
}
