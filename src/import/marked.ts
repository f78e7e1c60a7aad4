import writeExcelFile from "write-excel-file/node";
import type { Choices } from "../store/tables/imports.ts";
import type { BadRow } from "./check.ts";
import { headerLine, marksColumn, renamed } from "./columns.ts";
import { headerWord, type Line } from "./table.ts";

const red = "#F8C9C4";

/** The sheet as it came, with what is wrong in red and said at the end of its row. */
export async function markedSheet(
  lines: readonly Line[],
  columns: readonly string[],
  choices: Choices,
  bad: readonly BadRow[],
): Promise<Buffer> {
  const at = headerLine(lines, columns);
  const meant = (renamed(lines, columns, choices)[at]?.[1] ?? []).map(headerWord);
  const reasons = new Map<number, string[]>();
  for (const { row, reason } of bad) reasons.set(row, [...(reasons.get(row) ?? []), reason.replace(/^第\d+行：/, "")]);
  const own = meant.indexOf(marksColumn);
  const end = own >= 0 ? own : Math.max(...lines.map(([, cells]) => cells.length), 0);
  const sheet: Cell[][] = [];
  for (const [index, [number, cells]] of lines.entries()) {
    // rows keep the numbers under which they are spoken of
    while (sheet.length < number - 1) sheet.push([]);
    const said = reasons.get(number) ?? [];
    const wrong = new Set(said.map((reason) => columnOf(reason, meant)));
    const row: Cell[] = Array.from({ length: end + 1 }, (_, column) => {
      if (column === end)
        return index === at ? text(marksColumn) : said.length > 0 ? text(said.join("；"), true) : null;
      return text(cells[column] ?? "", wrong.has(column));
    });
    sheet.push(row);
  }
  return writeExcelFile(sheet, { sheet: "表" }).toBuffer();
}

type Cell = { readonly value: string; readonly type: StringConstructor; readonly backgroundColor?: string } | null;

const text = (value: string, isWrong = false): Cell =>
  value === "" && !isWrong ? null : { value, type: String, ...(isWrong ? { backgroundColor: red } : {}) };

/** Of the columns that a reason names the one it names first; else the first one. */
function columnOf(reason: string, header: readonly string[]): number {
  const named = header
    .map((word, column) => ({ column, at: word === "" ? -1 : reason.indexOf(word) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at);
  return named[0]?.column ?? 0;
}
