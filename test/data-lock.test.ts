import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { FolderInUse, lockDataDir } from "../src/data-lock.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "chuanmen-lock-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const lock = (options: Partial<Parameters<typeof lockDataDir>[0]> = {}) =>
  lockDataDir({ dataDir, signal: new AbortController().signal, waiting: () => undefined, within: 0, ...options });

test("a folder has one service: the second is told whose it is, and what to do", async () => {
  const release = await lock();
  await expect(lock()).rejects.toThrow(FolderInUse);
  await expect(lock()).rejects.toThrow(
    `${dataDir} 正被另一个串门用着（进程 ${process.pid}）：先停下它，或者给这一个在 .env 里另写 DATA_DIR 和 PORT。`,
  );
  release();
  (await lock())();
});

test("one that is just stopping is waited for, which is said once", async () => {
  const release = await lock();
  let said = 0;
  const second = lock({
    within: 60_000,
    waiting: () => {
      said++;
      setTimeout(release, 250);
    },
  });
  (await second)();
  expect(said).toBe(1);
});

test("who waits can be stopped", async () => {
  const release = await lock();
  const stopping = new AbortController();
  const second = lock({ within: 60_000, signal: stopping.signal, waiting: () => stopping.abort() });
  await expect(second).rejects.toBe(stopping.signal.reason);
  release();
});
