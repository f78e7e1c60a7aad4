import { parentPort } from "node:worker_threads";
import { TableError } from "./table-error.ts";
import { type Lines, tableBytes } from "./write-table.ts";

export type Unwritten = { readonly kind: "csv" | "xlsx"; readonly lines: Lines };
export type Written = { readonly bytes: Uint8Array } | { readonly fault: string };

parentPort?.once("message", (unwritten: Unwritten) => {
  parentPort?.postMessage(written(unwritten));
  parentPort?.close();
});

function written({ kind, lines }: Unwritten): Written {
  try {
    return { bytes: tableBytes(kind, lines) };
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return { fault: error.message };
  }
}
