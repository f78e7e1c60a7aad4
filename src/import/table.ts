import { fold } from "../chinese/fold.ts";
import { type Long, Packed } from "./packed.ts";
import { TableError } from "./table-error.ts";

/** A line of a sheet as it stands there, numbered from 1 as spreadsheets do. */
export type Line = readonly [number: number, cells: readonly string[]];

/** A row under its header words. */
export type TableRow = { readonly number: number; readonly cells: Readonly<Record<string, string>> };
export type Table = {
  readonly header: readonly string[];
  readonly headerRow: number;
  readonly rows: Long<TableRow>;
  /** what was taken for no row, to be said aloud */
  readonly remarks: readonly string[];
};

/** Under this word stands what lies to the right of the last header word. */
export const BEYOND_HEADER = "";
/** What a formula shows whose result the file does not hold. */
export const notCalculated = "#公式";

/** Above the header stand at most a title, who filled it in, and when. */
export const mostLinesAbove = 30;

/** 名　稱 is the header word 名称; a star for "required" and a hint in brackets are no part of it. */
export function headerWord(cell: string): string {
  return fold(cell)
    .text.replace(/[\s*]/g, "")
    .replace(/(?<=.)\([^)]*\)$/, "");
}

/** What people write into a cell that they leave empty. */
const nothing = /^(?:[/\\\-—–－／]{1,3}|无|暂无|没有|空)$/;

/** An export puts `'` before what a spreadsheet would take for a formula; it comes off again. */
function cellText(cell: string): string {
  const text = cell.trim();
  return nothing.test(text) ? "" : text.replace(/^'(?=[=+\-@])/, "");
}

export const hasHeader = (lines: Long<Line>, columns: readonly string[]): boolean =>
  headerAt(lines, columns) !== undefined;

/** The line with most of the columns, the first of them among it: titles and words over several columns stand above. */
function headerAt(lines: Long<Line>, [first, ...others]: readonly string[]): number | undefined {
  if (first === undefined) return undefined;
  let best: { readonly at: number; readonly words: number } | undefined;
  for (const [at, [, cells]] of lines.slice(0, mostLinesAbove).entries()) {
    const words = cells.map(headerWord);
    if (!words.includes(first)) continue;
    const known = others.filter((column) => words.includes(column)).length;
    if (!best || known > best.words) best = { at, words: known };
  }
  return best?.at;
}

/** More rows than this are packed. */
const mostOpen = 1000;

/** Makes a table of the lines of a sheet. Empty lines are left out but counted. @throws TableError */
export function makeTable(lines: Long<Line>, columns: readonly string[] = []): Table {
  const { below, ...outline } = outlineOf(lines, columns);
  return {
    ...outline,
    header: outline.header.filter((word) => word !== ""),
    rows: rowsOfAll(below, rowsOf(outline.header)),
  };
}

function rowsOfAll(below: Long<Line>, rowsOfSome: (some: readonly Line[]) => readonly TableRow[]): Long<TableRow> {
  if (below.length <= mostOpen) return rowsOfSome([...below]);
  const rows = new Packed<TableRow>();
  for (const line of below) for (const row of rowsOfSome([line])) rows.add(row);
  return rows;
}

/** The same of a sheet that may be long; `reword` says what stands in a cell. @throws TableError */
export async function makeTableInTurns(
  lines: Long<Line>,
  columns: readonly string[],
  reword: (row: TableRow) => TableRow,
): Promise<Table> {
  const { below, ...outline } = outlineOf(lines, columns);
  const rows = await Packed.inTurns(below, (some) => rowsOf(outline.header)(some).map(reword));
  return { ...outline, header: outline.header.filter((word) => word !== ""), rows };
}

type Outline = Omit<Table, "rows"> & { readonly below: Long<Line> };

function outlineOf(lines: Long<Line>, columns: readonly string[]): Outline {
  const filled = lines.filter(([, cells]) => cells.some((cell) => cell.trim() !== ""));
  const at = headerAt(filled, columns) ?? 0;
  const [headerRow, words] = filled.slice(at, at + 1)[0] ?? [1, []];
  if (words.length === 0) throw new TableError("文件是空的：要有一行表头");
  const header = readHeader(words);
  const end = endOfRows(filled, at + 1);
  const remarks = [
    ...(at > 0 ? [`表头在第${headerRow}行，上面的没有读`] : []),
    ...(end < filled.length ? [`第${filled.slice(end, end + 1)[0]?.[0]}行起是表下面的说明，没有读`] : []),
  ];
  let nth = 0;
  const below = filled.filter(() => {
    nth += 1;
    return nth > at + 1 && nth <= end;
  });
  return { header, headerRow, below, remarks };
}

const rowsOf =
  (header: readonly string[]) =>
  (below: readonly Line[]): readonly TableRow[] =>
    below
      .map(([number, cells]) => ({ number, texts: cells.map(cellText) }))
      .filter(({ texts }) => texts.some((text) => text !== ""))
      .map(({ number, texts }): TableRow => {
        const named = header.map((word, i): [string, string] => [word, texts[i] ?? ""]);
        const beyond = texts.slice(header.length).join("");
        return { number, cells: Object.fromEntries([...named, [BEYOND_HEADER, beyond]]) };
      });

const note =
  /^(?:注|备注|说明|填表|填报|制表|审核|审批|负责人|联系人|经办|合计|总计|共计|小计|单位|截[至止]|附)(?:$|[\s:：、.。0-9]|人|单位|日期|时间|说明|户|电话|[^\s]{0,6}[:：])/;

/** Where the notes below the table begin: from its end upwards, lines that begin with a word of notes. */
function endOfRows(filled: Long<Line>, first: number): number {
  let end = filled.length;
  while (end > first && isNote(filled.slice(end - 1, end)[0]?.[1] ?? [])) end--;
  return end;
}

const isNote = (cells: readonly string[]): boolean =>
  note.test((cells.find((cell) => cell.trim() !== "") ?? "").replace(/\s/g, ""));

function readHeader(cells: readonly string[]): readonly string[] {
  const words = cells.map(headerWord);
  while (words.at(-1) === "") words.pop();
  const twice = words.find((word, i) => word !== "" && words.indexOf(word) !== i);
  if (twice !== undefined) throw new TableError(`表头里“${twice}”写了两次：去掉一个`);
  return words;
}
