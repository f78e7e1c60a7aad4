import { parentPort } from "node:worker_threads";
import { type Lines, tableBytes } from "./write-table.ts";

export type Unwritten = { readonly kind: "csv" | "xlsx"; readonly lines: Lines };

parentPort?.once("message", ({ kind, lines }: Unwritten) => {
  parentPort?.postMessage(tableBytes(kind, lines));
  parentPort?.close();
});
