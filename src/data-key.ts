import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const fileName = "data.key";

export type DataKey = {
  readonly key: Buffer;
  /** it lies beside the data it protects, where nothing was set */
  readonly inDataDir: boolean;
};

/** The key of encrypted columns: DATA_KEY, or the file in DATA_DIR, which is made on the first start (mode 0600). */
export function loadDataKey(dataDir: string, given: string | undefined): DataKey {
  if (given !== undefined) return { key: Buffer.from(given, "base64"), inDataDir: false };
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, fileName);
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "base64");
  if (key.length !== 32)
    throw new Error(`${path} does not hold 32 bytes in base64: put back the right file, or set DATA_KEY`);
  return { key, inDataDir: true };
}
