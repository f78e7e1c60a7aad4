import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { readCsv } from "./read-csv.ts";
import { readSheets, type Sheet } from "./read-sheet.ts";
import { hasHeader, makeTable, type Table } from "./table.ts";
import { TableError } from "./table-error.ts";

/**
 * Reads a `.csv` (UTF-8, UTF-16 or GB18030) or a sheet of an `.xlsx` or `.xls`: the one that has the columns, or that of
 * the given name. Without columns the first filled one. @throws TableError
 */
export async function readTable(path: string, columns: readonly string[] = [], sheet?: string): Promise<Table> {
  const kind = extname(path).toLowerCase();
  if (kind === ".csv") return makeTable(readCsv(await readFile(path)), columns);
  if (kind !== ".xlsx" && kind !== ".xls")
    throw new TableError(`只认 .csv、.xlsx 和 .xls，不认“${kind || "没有后缀的文件"}”：请另存为其中一种`);
  const sheets = readSheets(await readFile(path));
  const chosen = choose(sheets, columns, sheet);
  const table = makeTable(chosen?.lines ?? [], columns);
  const others = sheets.filter((other) => other !== chosen).map(({ name }) => `“${name}”`);
  const left = others.length > 0 ? [`只读了“${chosen?.name}”这张表，没有读${others.join("")}`] : [];
  return { ...table, remarks: [...left, ...table.remarks] };
}

function choose(sheets: readonly Sheet[], columns: readonly string[], name: string | undefined): Sheet | undefined {
  if (name !== undefined) {
    const named = sheets.find((sheet) => sheet.name === name);
    if (!named) throw new TableError(`没有叫“${name}”的表：有${sheets.map((one) => `“${one.name}”`).join("")}`);
    return named;
  }
  const fitting = sheets.filter(({ lines }) => hasHeader(lines, columns));
  if (fitting.length > 1) {
    const names = fitting.map((sheet) => `“${sheet.name}”`).join("");
    throw new TableError(`有${fitting.length}张表都能导：${names}。一次导一张：加 --sheet ${fitting[0]?.name}`);
  }
  return fitting[0] ?? sheets[0];
}
