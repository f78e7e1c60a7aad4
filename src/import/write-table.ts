import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { utils, write } from "@e965/xlsx";
import papaparse from "papaparse";
import { TableError } from "./table-error.ts";

/** What a spreadsheet would take for a formula is text again. */
const escaped = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/** Writes `.xlsx`, or `.csv` with the mark by which Excel knows UTF-8. The first line is the header. @throws TableError */
export async function writeTable(path: string, lines: readonly (readonly string[])[]): Promise<void> {
  const safe = lines.map((line) => line.map(escaped));
  const kind = extname(path).toLowerCase();
  if (kind === ".csv") return writeFile(path, `\ufeff${papaparse.unparse(safe)}\r\n`, { mode: 0o600 });
  if (kind !== ".xlsx") throw new TableError(`只写 .csv 和 .xlsx，不写“${kind || "没有后缀的文件"}”`);
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(safe), "表");
  await writeFile(path, write(book, { type: "buffer", bookType: "xlsx", compression: true }) as Buffer, {
    mode: 0o600,
  });
}
