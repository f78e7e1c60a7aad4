import { chmodSync, closeSync, existsSync, openSync, statSync } from "node:fs";
import { readApart } from "./apart.ts";
import { Connection, kyselyOver, patient, Session } from "./connection.ts";
import { groupCommit } from "./group-commit.ts";

/** Says in the file itself, not only in the file beside it, whether a service has it open, as far as it can be written. */
function mark(writer: Connection, version: number): void {
  try {
    writer.file.exec(`pragma user_version = ${version}`);
    writer.file.exec("pragma wal_checkpoint(truncate)");
  } catch {
    // a full disk: the first write tells
  }
}

/** The file holds what people said. SQLite gives the files beside it the same rights. */
function forOwnerOnly(path: string): void {
  try {
    closeSync(openSync(path, "a", 0o600));
    chmodSync(path, statSync(path).mode & 0o700);
  } catch {
    // somebody else's, or not writable: what can be done with it is seen when it is used
  }
}

export type SqliteOptions = {
  readonly path: string;
  /** most that share one commit */
  readonly groupSize?: number;
  /** `full` always, except to measure what durability costs */
  readonly synchronous?: "full" | "off";
  /** longest one unit of work may take, in milliseconds, before it is refused and its neighbours go on */
  readonly patience?: number;
  /** most pages the file may have; unset: as many as the disk holds */
  readonly maxPages?: number;
  /** this process is the one service of the file: it marks the file as in use until it is closed */
  readonly serves?: boolean;
};

/** `user_version` of a file that a service has open; 0 once it was closed in order. */
const inUse = 1;

/**
 * SQLite in WAL mode with `synchronous=FULL`: one connection that writes, in groups that share a commit, one that
 * reads beside it, and one in a thread of its own for what may take long.
 */
export function openSqlite(options: SqliteOptions) {
  const { path, groupSize = 64, synchronous = "full", patience = 5000, maxPages, serves = false } = options;
  const hadWal = existsSync(`${path}-wal`);
  forOwnerOnly(path);
  const writer = new Connection(path, false);
  // a copy made by `vacuum into` carries the mark too, but is in another journal mode
  const cutShort = !hadWal && writer.pragma("journal_mode") === "wal" && writer.pragma("user_version") === inUse;
  writer.file.exec("pragma journal_mode = wal");
  writer.file.exec(`pragma synchronous = ${synchronous}`);
  writer.file.exec("pragma foreign_keys = on");
  if (maxPages !== undefined) writer.file.exec(`pragma max_page_count = ${maxPages}`);
  if (serves) mark(writer, inUse);
  const reader = new Connection(path, true);
  // a group that cannot begin waits for itself, so that all else goes on
  writer.waitsFor(20);
  const { write, idle } = groupCommit(writer, { path, groupSize, patience });
  const everyday = new Session(reader, false);
  const apart = readApart(path);
  return {
    engine: "sqlite" as const,
    write,
    read: kyselyOver(everyday, reader),
    readApart: apart.db,
    /** statements executed so far, savepoints and commits not counted */
    executed: () => writer.executed + reader.executed + apart.executed(),
    integrity: () => String(reader.pragma("integrity_check")),
    /** a service had this file open when it was last written, and what it wrote last is not beside it */
    cutShort,
    async close(): Promise<void> {
      await idle();
      await apart.close();
      everyday.close();
      reader.file.close();
      // closing alone leaves it all in the file beside: the package finalises no statement, and SQLite waits for that
      writer.waitsFor(patient);
      if (serves) mark(writer, 0);
      writer.file.close();
    },
  };
}
