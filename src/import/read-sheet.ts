import { type CellObject, read, SSF, type WorkBook, type WorkSheet } from "@e965/xlsx";
import { dayOfSerial } from "./cell.ts";
import { type Line, notCalculated } from "./table.ts";
import { TableError } from "./table-error.ts";

export type Sheet = { readonly name: string; readonly lines: readonly Line[] };

/** More than the people of a city's cadres; a column with borders down to row 1,048,576 is not read to its end. */
const mostRows = 300_000;

/** The sheets that people see and that have something in them. @throws TableError */
export function readSheets(bytes: Buffer): readonly Sheet[] {
  const book = open(bytes);
  const hidden = (name: string) => (book.Workbook?.Sheets?.find((sheet) => sheet.name === name)?.Hidden ?? 0) !== 0;
  const sheets = book.SheetNames.map((name) => ({ name, lines: linesOf(book.Sheets[name], isFrom1904(book)) }));
  const filled = sheets.filter(({ lines }) => lines.length > 0);
  const seen = filled.filter(({ name }) => !hidden(name));
  if (seen.length === 0 && filled.length > 0)
    throw new TableError(`有内容的表“${filled[0]?.name ?? ""}”是隐藏的：取消隐藏，或另存一份再导`);
  return seen;
}

function open(bytes: Buffer): WorkBook {
  const isZip = bytes.subarray(0, 2).toString("latin1") === "PK";
  const isOld = bytes.subarray(0, 4).toString("hex") === "d0cf11e0";
  try {
    if (isZip || isOld)
      return read(bytes, {
        dense: true,
        cellNF: true,
        cellText: false,
        cellHTML: false,
        sheetStubs: true,
        sheetRows: mostRows + 1,
      });
  } catch {
    // said below, with what can be done
  }
  throw new TableError("打不开这个表格文件：请用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx 再试");
}

const isFrom1904 = (book: WorkBook): boolean => book.Workbook?.WBProps?.date1904 === true;

function linesOf(sheet: WorkSheet | undefined, from1904: boolean): readonly Line[] {
  const rows: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet?.["!data"] ?? [];
  if (rows.length > mostRows) throw new TableError(`超过${mostRows}行：分成几个文件导`);
  const texts = rows.map((row) => Array.from(row ?? [], (cell) => textOf(cell, from1904)));
  // what is merged downwards was meant for each of its rows
  for (const { s, e } of sheet?.["!merges"] ?? [])
    for (let row = s.r + 1; row <= Math.min(e.r, texts.length - 1); row++) {
      const line = texts[row];
      if (line) line[s.c] = texts[s.r]?.[s.c] ?? "";
    }
  return texts.flatMap((cells, i): Line[] =>
    cells.some((text) => (text ?? "").trim() !== "") ? [[i + 1, Array.from(cells, (text) => text ?? "")]] : [],
  );
}

/** Days in some workbooks of Apple's count from 1904. */
const daysTo1904 = 1462;

function textOf(cell: CellObject | undefined, from1904: boolean): string {
  if (!cell) return "";
  if (cell.t === "e") return cell.w ?? "#N/A";
  if (cell.t === "z") return cell.f === undefined ? "" : notCalculated;
  if (typeof cell.v === "number" && cell.z !== undefined && SSF.is_date(String(cell.z)))
    return dayOfSerial(cell.v + (from1904 ? daysTo1904 : 0));
  return String(cell.v);
}
