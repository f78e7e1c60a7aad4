import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const fileName = "data.key";

export type DataKey = {
  readonly key: Buffer;
  /** what is not yet sealed anew lies under this one */
  readonly previous: Buffer | null;
  /** it lies beside the data it protects, where nothing was set */
  readonly inDataDir: boolean;
};

/** The key of encrypted columns: DATA_KEY, or the file in DATA_DIR, which is made on the first start (mode 0600). */
export function loadDataKey(dataDir: string, given: string | undefined, before?: string): DataKey {
  const previous = before === undefined ? null : Buffer.from(before, "base64");
  if (given !== undefined) return { key: Buffer.from(given, "base64"), previous, inDataDir: false };
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, fileName);
  if (!existsSync(path) || statSync(path).size === 0) makeKey(path);
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "base64");
  if (key.length !== 32)
    throw new Error(`${path} does not hold 32 bytes in base64: put back the right file, or set DATA_KEY`);
  return { key, previous, inDataDir: true };
}

/**
 * The whole key under its name or nothing: a full disk takes the file and not what is in it. Of two processes that make
 * one at once, the first has made it.
 */
function makeKey(path: string): void {
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flush: true });
    if (existsSync(path) && statSync(path).size === 0) rmSync(path); // left by a full disk: it never held anything
    linkSync(draft, path);
  } catch (error) {
    if (!isTaken(error)) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

const isTaken = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === "EEXIST";
