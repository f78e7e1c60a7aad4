import { createHash } from "node:crypto";
import { mkdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** A unix socket's path holds at most 104 bytes on macOS and 108 on Linux, with a closing zero. */
const longestPath = 100;

/**
 * Where a data folder's Redis listens: in the folder, or, when that is too long, always at the same short path.
 * Throws when that short path's folder belongs to somebody else.
 */
export function socketPathOf(dataDir: string): string {
  const path = join(resolve(dataDir), "redis.sock");
  if (Buffer.byteLength(path) <= longestPath) return path;
  const digest = createHash("sha256").update(path).digest("hex").slice(0, 16);
  const short = join("/tmp", `chuanmen-${digest}`, "redis.sock");
  mkdirSync(dirname(short), { recursive: true, mode: 0o700 });
  const { uid, mode } = statSync(dirname(short));
  if (uid !== process.getuid?.() || (mode & 0o077) !== 0) throw new Error(`${dirname(short)} is open to others`);
  return short;
}
