import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import exceljs from "exceljs";
import iconv from "iconv-lite";
import papaparse from "papaparse";
import { makeTable, type Table } from "./table.ts";
import { TableError } from "./table-error.ts";

/** UTF-8 when it is valid UTF-8, with or without a byte order mark; else what a Chinese Excel writes. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes, "gb18030");
  }
}

function readCsv(bytes: Buffer): Table {
  const { data, errors } = papaparse.parse<string[]>(decode(bytes), { delimitersToGuess: [",", "\t", ";"] });
  const broken = errors.find((error) => error.type === "Quotes");
  if (broken !== undefined) throw new TableError(`第${(broken.row ?? 0) + 1}行：引号没有成对`);
  return makeTable(data.map((cells, i): [number, string[]] => [i + 1, cells]));
}

function textOf(value: exceljs.CellValue): string {
  if (value === null || value === undefined) return "";
  // a spreadsheet's date has no zone; exceljs reads it as UTC
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== "object") return String(value);
  if ("richText" in value) return value.richText.map((run) => run.text).join("");
  if ("hyperlink" in value) return typeof value.text === "string" ? value.text : textOf(value.text);
  if ("error" in value) return "";
  return textOf(value.result ?? "");
}

async function readSheet(path: string): Promise<Table> {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path).catch(() => {
    throw new TableError("打不开这个 xlsx 文件：请用 Excel 或 WPS 另存为 .xlsx 再试");
  });
  const sheet = book.worksheets.find((candidate) => candidate.actualRowCount > 0);
  const lines: [number, string[]][] = [];
  sheet?.eachRow((row, number) => {
    const cells = Array.from({ length: row.cellCount }, (_, i) => textOf(row.getCell(i + 1).value));
    lines.push([number, cells]);
  });
  return makeTable(lines);
}

/** Reads a `.csv` (UTF-8 or GB18030) or the first filled sheet of an `.xlsx`. @throws TableError */
export async function readTable(path: string): Promise<Table> {
  const kind = extname(path).toLowerCase();
  if (kind === ".xlsx") return readSheet(path);
  if (kind === ".csv") return readCsv(await readFile(path));
  throw new TableError(`只认 .csv 和 .xlsx，不认“${kind || "没有后缀的文件"}”：请另存为其中一种`);
}
