import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseSync } from "@photostructure/sqlite";

/** A service that is told to stop takes up to ten seconds. */
const patience = 10_000;
const busy = 5;

/** Another service runs on this data folder. */
export class FolderInUse extends Error {
  override readonly name = "FolderInUse" as const;
}

export type LockOptions = {
  readonly dataDir: string;
  readonly signal: AbortSignal;
  /** called once when it has to be waited for */
  readonly waiting: () => void;
  /** milliseconds; default ten seconds */
  readonly within?: number;
};

/**
 * Takes the data folder for this process: two services on one folder would each run the same reminders. The lock is
 * one of SQLite's, which the kernel gives back however its holder ends. Gives back what releases it.
 * @throws FolderInUse
 */
export async function lockDataDir({ dataDir, signal, waiting, within = patience }: LockOptions): Promise<() => void> {
  const path = join(dataDir, "lock");
  const holder = join(dataDir, "lock.pid");
  closeSync(openSync(path, "a", 0o600));
  const until = Date.now() + within;
  for (let first = true; ; first = false) {
    const release = take(path);
    if (release) {
      writeFileSync(holder, `${process.pid}\n`);
      return () => {
        rmSync(holder, { force: true });
        release();
      };
    }
    if (Date.now() >= until) throw new FolderInUse(wordsFor(resolve(dataDir), holder));
    if (first) waiting();
    await sleep(100, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
  }
}

function take(path: string): (() => void) | null {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec("begin exclusive");
    return () => file.close();
  } catch (error) {
    file.close();
    if ((error as { errcode?: unknown }).errcode === busy) return null;
    throw error;
  }
}

function wordsFor(folder: string, holder: string): string {
  const pid = existsSync(holder) ? readFileSync(holder, "utf8").trim() : "";
  const it = pid === "" ? "" : `（进程 ${pid}）`;
  return `${folder} 正被另一个串门用着${it}：先停下它，或者给这一个在 .env 里另写 DATA_DIR 和 PORT。`;
}
