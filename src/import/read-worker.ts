import { parentPort } from "node:worker_threads";
import { readCsv } from "./read-csv.ts";
import { readSheets, type Sheet } from "./read-sheet.ts";
import { TableError } from "./table-error.ts";

export type Unread = { readonly isBook: boolean; readonly bytes: Uint8Array };
export type Read = { readonly sheets: readonly Sheet[] } | { readonly fault: string };

parentPort?.once("message", (unread: Unread) => {
  parentPort?.postMessage(read(unread));
  parentPort?.close();
});

function read({ isBook, bytes }: Unread): Read {
  try {
    const buffer = Buffer.from(bytes);
    return { sheets: isBook ? readSheets(buffer) : [{ name: "", lines: [...readCsv(buffer)] }] };
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return { fault: error.message };
  }
}
