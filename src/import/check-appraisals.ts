import { type Item, type Own, readOwn } from "../ledger/own-appraisals.ts";
import { plain } from "./cell.ts";
import { type BadRow, badRow, type Checked, checkRows } from "./check.ts";
import type { Table } from "./table.ts";

export const APPRAISAL_COLUMNS = ["模板", "项目", "名称", "值", "依据"] as const;

type ItemRow = Item & { readonly row: number; readonly template: string };

const longestName = 12;

/** A row for each thing that is said of one. Where one of them is wrong the whole is left out: it would be another one. */
export function checkAppraisals(table: Table): Checked<Own> {
  const checked = checkRows(
    table,
    APPRAISAL_COLUMNS,
    ({ number, cells }): ItemRow => ({
      row: number,
      template: plain(cells.模板).replace(/\s/gu, ""),
      ...{
        item: plain(cells.项目),
        name: plain(cells.名称).replace(/\s/gu, ""),
        value: plain(cells.值).normalize("NFKC"),
      },
      cited: plain(cells.依据),
    }),
  );
  const good: Own[] = [];
  const bad: BadRow[] = [...checked.bad];
  for (const name of new Set(checked.good.map(({ template }) => template))) {
    const rows = checked.good.filter(({ template }) => template === name);
    const read = name.length > longestName ? { fault: `模板名最长${longestName}字`, at: 0 } : readOwn(name, rows);
    if ("own" in read) good.push(read.own);
    else bad.push(badRow(rows[read.at]?.row ?? 0, `模板“${name}”：${read.fault}`));
  }
  return { good, bad: bad.toSorted((one, other) => one.row - other.row), unknownColumns: checked.unknownColumns };
}
