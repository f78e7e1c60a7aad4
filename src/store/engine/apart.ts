import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { CompiledQuery, DatabaseConnection, QueryResult } from "kysely";
import { ReadingError, StorageError } from "../../bot/storage-error.ts";
import { kyselyOn, nothingStreams } from "./connection.ts";

export type Asked = { readonly id: number; readonly sql: string; readonly parameters: readonly unknown[] };
export type Answer =
  | { readonly id: number; readonly rows: readonly unknown[] }
  | { readonly id: number; readonly error: string; readonly isStorage: boolean };

type Thread = { readonly worker: Worker; readonly waiting: Map<number, Waiting> };
type Waiting = { resolve(result: QueryResult<never>): void; reject(error: Error): void };

/** Without anything to read for this long the thread ends, and the memory of its connection is free again. */
const idleFor = 10 * 60_000;

/**
 * Reads a SQLite file through a connection in a thread of its own, that is there only while it is needed: a statement
 * that takes long holds up nobody but those who read so.
 */
export function readApart(path: string) {
  let reading: Thread | null = null;
  let idle: NodeJS.Timeout | undefined;
  let executed = 0;
  let isOver = false;

  function begin(): Thread {
    const worker = new Worker(new URL("./apart-worker.js", import.meta.url), { workerData: path });
    const waiting = new Map<number, Waiting>();
    const begun = { worker, waiting };
    worker.on("message", (answer: Answer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ("rows" in answer) asked?.resolve({ rows: answer.rows as never[] });
      else asked?.reject(answer.isStorage ? new StorageError(answer.error) : new Error(answer.error));
    });
    // what is asked next begins another
    const lost = (cause: unknown) => {
      if (reading === begun) reading = null;
      const error = new ReadingError(`the thread that reads ${path} ended`, { cause });
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    // last, as a listener would hold the process again
    worker.on("error", lost).on("exit", lost).unref();
    return begun;
  }

  const connection: DatabaseConnection = {
    executeQuery: ({ sql, parameters }: CompiledQuery) =>
      new Promise<QueryResult<never>>((resolve, reject) => {
        if (isOver) throw new Error("this file is closed");
        clearTimeout(idle);
        idle = setTimeout(() => void rest(), idleFor).unref();
        reading ??= begin();
        const id = ++executed;
        reading.waiting.set(id, { resolve, reject });
        reading.worker.postMessage({ id, sql, parameters } satisfies Asked);
      }),
    streamQuery: nothingStreams,
  };

  /** What was asked before is answered first. */
  async function rest(): Promise<void> {
    clearTimeout(idle);
    if (!reading) return;
    const { worker } = reading;
    reading = null;
    worker.ref();
    worker.postMessage(null);
    await once(worker, "exit");
  }

  function close(): Promise<void> {
    isOver = true;
    return rest();
  }

  return { db: kyselyOn(connection), executed: () => executed, close };
}
