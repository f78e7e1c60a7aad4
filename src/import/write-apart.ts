import { Worker } from "node:worker_threads";
import { TableError } from "./table-error.ts";
import { type Lines, tableBytes } from "./write-table.ts";
import type { Unwritten, Written } from "./write-worker.ts";

/** So many are written in some ten milliseconds, less than a thread takes to begin. */
const few = 1000;
const mostMegabytes = 1024;

/** Writes a table; a long one in a thread of its own, so that others are answered meanwhile. @throws TableError */
export async function writeApart(kind: "csv" | "xlsx", lines: Lines): Promise<Buffer> {
  if (lines.length <= few) return tableBytes(kind, lines);
  const worker = new Worker(new URL("./write-worker.js", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  });
  return new Promise((resolve, reject) => {
    const lost = () => reject(new TableError("这张表太大，写不下来：选短一点的时段"));
    worker.once("message", (made: Written) =>
      "bytes" in made ? resolve(Buffer.from(made.bytes)) : reject(new TableError(made.fault)),
    );
    worker.once("error", lost).once("exit", lost);
    worker.postMessage({ kind, lines } satisfies Unwritten);
  });
}
