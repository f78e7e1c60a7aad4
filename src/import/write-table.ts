import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { utils, write } from "@e965/xlsx";
import papaparse from "papaparse";
import { serialOfDay } from "./cell.ts";
import { TableError } from "./table-error.ts";

/** A text, a number to reckon with, or a day, YYYY-MM-DD. */
export type Cell = string | number | { readonly day: string };
export type Lines = readonly (readonly Cell[])[];

/** What a spreadsheet would take for a formula is text again. */
const escaped = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const plain = (cell: Cell): string | number =>
  typeof cell === "string" ? escaped(cell) : typeof cell === "number" ? cell : cell.day;

const typed = (cell: Cell) =>
  typeof cell === "object" ? { t: "n", v: serialOfDay(cell.day), z: "yyyy-mm-dd" } : plain(cell);

/** Signs that a cell of a spreadsheet holds. */
const mostSigns = 32_767;

/** @throws TableError */
function demandFits(lines: Lines): void {
  const at = lines.findIndex((line) =>
    line.some((cell) => typeof cell === "string" && escaped(cell).length > mostSigns),
  );
  if (at >= 0) throw new TableError(`第${at + 1}行有一格超过${mostSigns}个字，Excel 放不下：选 CSV`);
}

/** `.xlsx`, or `.csv` with the mark by which Excel knows UTF-8. The first line is the header. @throws TableError */
export function tableBytes(kind: "csv" | "xlsx", lines: Lines): Buffer {
  if (kind === "csv") return Buffer.from(`\ufeff${papaparse.unparse(lines.map((line) => line.map(plain)))}\r\n`);
  demandFits(lines);
  const book = utils.book_new();
  const sheet = utils.aoa_to_sheet(lines.map((line) => line.map(typed)));
  utils.book_append_sheet(book, sheet, "表");
  return write(book, { type: "buffer", bookType: "xlsx", compression: true }) as Buffer;
}

/** @throws TableError */
export async function writeTable(path: string, lines: Lines): Promise<void> {
  const kind = extname(path).toLowerCase();
  if (kind !== ".csv" && kind !== ".xlsx")
    throw new TableError(`只写 .csv 和 .xlsx，不写“${kind || "没有后缀的文件"}”`);
  await writeFile(path, tableBytes(kind === ".csv" ? "csv" : "xlsx", lines), { mode: 0o600 });
}
