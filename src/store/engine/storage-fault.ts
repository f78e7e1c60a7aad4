import { statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { StorageError } from "../../bot/storage-error.ts";

/** Primary result codes of SQLite that are the disk's or the file's fault and not the message's. */
const codes = { busy: 5, locked: 6, readOnly: 8, ioError: 10, corrupt: 11, full: 13, notADatabase: 26 } as const;

/** What is said of a statement that the file at `path` did not take; undefined when the fault is not the file's. */
export function storageFault(error: unknown, path: string): StorageError | undefined {
  const words = wordsFor(codeOf(error), path);
  return words === undefined ? undefined : new StorageError(words, { cause: error });
}

/** Whether another process writes at this moment: waiting helps. */
export function isHeld(error: unknown): boolean {
  const code = codeOf(error);
  return code === codes.busy || code === codes.locked;
}

function wordsFor(code: number | undefined, path: string): string | undefined {
  if (code === codes.full || (code === codes.ioError && isFull(path)))
    return `the disk is full: ${path} cannot grow, so nothing new is kept until there is room again`;
  if (code === codes.busy || code === codes.locked) return `another process holds ${path}`;
  if (code === codes.readOnly) return `${path} cannot be written: ${ownershipOf(path)}`;
  if (code === codes.ioError) return `the disk under ${path} failed to read or write`;
  if (code === codes.corrupt || code === codes.notADatabase)
    return `${path} is damaged: stop, and put back the last backup`;
  return undefined;
}

function codeOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const code = "errcode" in error ? error.errcode : "sqliteCode" in error ? error.sqliteCode : undefined;
  return typeof code === "number" ? code & 0xff : undefined;
}

/** SQLite calls it an I/O error when it is the file of shared memory that finds no room. */
function isFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < 65_536;
  } catch {
    return false;
  }
}

function ownershipOf(path: string): string {
  try {
    const { uid, mode } = statSync(path);
    const rights = (mode & 0o777).toString(8);
    return `it belongs to user ${uid} with mode ${rights}, its folder to user ${statSync(dirname(path)).uid}, and this process runs as user ${process.getuid?.() ?? "?"}; or the disk is mounted read-only`;
  } catch {
    return "it is not there any more";
  }
}
