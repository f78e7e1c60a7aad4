import type { Policy } from "../store/tables/policies.ts";
import { dayIn, listOf, plain } from "./cell.ts";
import { type Checked, checkRows, RowFault } from "./check.ts";
import type { Table } from "./table.ts";

export const POLICY_COLUMNS = ["事项", "内容", "来源", "日期", "到期"] as const;

export type PolicyRow = Policy & { readonly row: number };

/** An answer without whose it is and from when is none. */
export function checkPolicies(table: Table): Checked<PolicyRow> {
  const seen = new Map<string, number>();
  return checkRows(table, POLICY_COLUMNS, ({ number, cells }): PolicyRow => {
    const matters = listOf(cells.事项);
    const key = matters.join("、");
    const before = seen.get(key);
    if (before !== undefined) throw new RowFault(`事项和第${before}行一样：写在一行里`);
    const words = (cells.内容 ?? "").trim().replace(/\s+/gu, " ");
    const source = (cells.来源 ?? "").trim();
    if (words === "") throw new RowFault("没写“内容”：照批准的原话写");
    if (source === "") throw new RowFault("没写“来源”：哪个单位、哪份文件");
    const from = dayIn(cells.日期);
    const until = plain(cells.到期) === "" ? null : dayIn(cells.到期);
    if (until !== null && until < from) throw new RowFault("“到期”在“日期”前面");
    seen.set(key, number);
    return { row: number, matters, words, source, from, until };
  });
}
