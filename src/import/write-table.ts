import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { utils, write } from "@e965/xlsx";
import papaparse from "papaparse";
import { TableError } from "./table-error.ts";

type Lines = readonly (readonly string[])[];

/** What a spreadsheet would take for a formula is text again. */
const escaped = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/** `.xlsx`, or `.csv` with the mark by which Excel knows UTF-8. The first line is the header. */
export function tableBytes(kind: "csv" | "xlsx", lines: Lines): Buffer {
  const safe = lines.map((line) => line.map(escaped));
  if (kind === "csv") return Buffer.from(`\ufeff${papaparse.unparse(safe)}\r\n`);
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(safe), "表");
  return write(book, { type: "buffer", bookType: "xlsx", compression: true }) as Buffer;
}

/** @throws TableError */
export async function writeTable(path: string, lines: Lines): Promise<void> {
  const kind = extname(path).toLowerCase();
  if (kind !== ".csv" && kind !== ".xlsx")
    throw new TableError(`只写 .csv 和 .xlsx，不写“${kind || "没有后缀的文件"}”`);
  await writeFile(path, tableBytes(kind === ".csv" ? "csv" : "xlsx", lines), { mode: 0o600 });
}
