import { fold } from "../chinese/fold.ts";
import { TableError } from "./table-error.ts";

/** A row under its header words; `number` counts as spreadsheets do, the header being row 1. */
export type TableRow = { readonly number: number; readonly cells: Readonly<Record<string, string>> };
export type Table = { readonly header: readonly string[]; readonly rows: readonly TableRow[] };

/** Under this word stands what lies to the right of the last header word. */
export const BEYOND_HEADER = "";

/** 名　稱 is the header word 名称; a star for "required" is no part of it. */
function headerWord(cell: string): string {
  return fold(cell).text.replace(/[\s*]/g, "");
}

/** An export puts `'` before what a spreadsheet would take for a formula; it comes off again. */
function cellText(cell: string): string {
  return cell.trim().replace(/^'(?=[=+\-@])/, "");
}

/** Makes a table of the lines of a sheet, the first being the header. Empty lines are left out but counted. @throws TableError */
export function makeTable(lines: Iterable<readonly [number: number, cells: readonly string[]]>): Table {
  let header: readonly string[] | undefined;
  const rows: TableRow[] = [];
  for (const [number, cells] of lines) {
    const texts = cells.map(cellText);
    if (header === undefined) {
      header = readHeader(number, texts);
      continue;
    }
    if (texts.every((text) => text === "")) continue;
    const named = header.map((word, i): [string, string] => [word, texts[i] ?? ""]);
    const beyond = texts.slice(header.length).join("");
    rows.push({ number, cells: Object.fromEntries([...named, [BEYOND_HEADER, beyond]]) });
  }
  if (header === undefined) throw new TableError("文件是空的：第1行要写表头");
  return { header: header.filter((word) => word !== ""), rows };
}

function readHeader(number: number, texts: readonly string[]): readonly string[] {
  const words = texts.map(headerWord);
  while (words.at(-1) === "") words.pop();
  if (number !== 1 || words.length === 0) throw new TableError("第1行是空的：第1行要写表头");
  const twice = words.find((word, i) => word !== "" && words.indexOf(word) !== i);
  if (twice !== undefined) throw new TableError(`表头里“${twice}”写了两次：去掉一个`);
  return words;
}
