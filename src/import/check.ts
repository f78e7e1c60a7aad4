import { inTurns } from "./in-turns.ts";
import { BEYOND_HEADER, notCalculated, type Table, type TableRow } from "./table.ts";

/** `reason` names the row and the remedy. */
export type BadRow = { readonly row: number; readonly reason: string };

export type Checked<Row> = {
  readonly good: readonly Row[];
  readonly bad: readonly BadRow[];
  /** header words that mean nothing here; their columns are not read */
  readonly unknownColumns: readonly string[];
};

/** What is wrong with one row. Thrown inside a row's reading and caught by `checkRows`, nowhere else. */
export class RowFault extends Error {
  override readonly name = "RowFault";
}

export function badRow(row: number, fault: string): BadRow {
  return { row, reason: `第${row}行：${fault}` };
}

/** Reads every row; the first column is required. */
export function checkRows<Row>(table: Table, columns: readonly string[], read: (row: TableRow) => Row): Checked<Row> {
  const unknownColumns = table.header.filter((word) => !columns.includes(word));
  const [first = ""] = columns;
  if (!table.header.includes(first)) {
    const fault = `缺“${first}”这一栏。表头要写：${columns.join("、")}`;
    return { good: [], bad: [badRow(table.headerRow, fault)], unknownColumns };
  }
  const good: Row[] = [];
  const bad: BadRow[] = [];
  for (const row of table.rows) {
    try {
      // rows that were numbered or drawn beforehand
      if (!row.cells[BEYOND_HEADER] && columns.every((column) => !row.cells[column])) continue;
      demandValues(row, columns);
      if (row.cells[BEYOND_HEADER]) throw new RowFault("比表头多了一格：多半是内容里有逗号，请用引号括起来");
      if (!row.cells[first]) throw new RowFault(`没写“${first}”`);
      good.push(read(row));
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      bad.push(badRow(row.number, error.message));
    }
  }
  return { good, bad, unknownColumns };
}

/** The same of a table that may be long; each good row is given away as it comes. */
export async function checkInTurns<Row>(
  table: Table,
  columns: readonly string[],
  read: (row: TableRow) => Row,
  take: (row: Row) => void,
): Promise<Omit<Checked<Row>, "good">> {
  const { bad, unknownColumns } = checkRows({ ...table, rows: [] }, columns, read);
  if (bad.length > 0) return { bad, unknownColumns };
  const found = await inTurns(table.rows, (rows) => {
    const some = checkRows({ ...table, rows }, columns, read);
    for (const row of some.good) take(row);
    return some.bad;
  });
  return { bad: found, unknownColumns };
}

const errorValue = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|GETTING_DATA|SPILL!|CALC!)$/;

/** A cell of which the spreadsheet itself knows no value is not an empty one. @throws RowFault */
function demandValues({ cells }: TableRow, columns: readonly string[]): void {
  for (const column of columns) {
    const said = cells[column] ?? "";
    if (said === notCalculated)
      throw new RowFault(`“${column}”是公式，文件里没有结果：复制这一栏，选择性粘贴成“值”，保存再导`);
    if (errorValue.test(said)) throw new RowFault(`“${column}”是 ${said}：公式没取到值，请改成字，或清空`);
  }
}

const mostNamed = 5;

/** One line for all rows with the same fault: `第2、3、7行：…`. */
export function joinedFaults(bad: readonly BadRow[]): readonly string[] {
  const rows = new Map<string, number[]>();
  for (const { row, reason } of bad) {
    const fault = reason.slice(`第${row}行：`.length);
    const same = rows.get(fault);
    if (same) same.push(row);
    else rows.set(fault, [row]);
  }
  return [...rows].map(([fault, numbers]) => {
    const more = numbers.length > mostNamed ? `等${numbers.length}行` : "行";
    return `第${numbers.slice(0, mostNamed).join("、")}${more}：${fault}`;
  });
}
