import type { BadRow, Checked } from "../import/check.ts";
import type { Written } from "../import/write.ts";
import type { CliContext } from "./tool.ts";

export type Flags = ReadonlyMap<string, string>;

/** Says what is wrong with a file. The exit code where nothing is to be written; null where it is. */
export function reportRows(
  { good, bad, unknownColumns }: Checked<unknown>,
  { out, err }: CliContext,
  flags: Flags = new Map(),
): number | null {
  if (unknownColumns.length > 0)
    err(`不认识的栏，没有读：${unknownColumns.map((word) => word || "（没有表头）").join("、")}`);
  for (const line of joined(bad)) err(line);
  if (bad.length > 0 && !flags.has("--skip-bad")) {
    err(`${bad.length}行有错，一行也没有写。改好再导，或加 --skip-bad 只导好的。`);
    return 1;
  }
  if (!flags.has("--dry-run")) return null;
  out(`试导：${good.length}行可以导入，没有写。`);
  return bad.length > 0 ? 1 : 0;
}

export const writtenWords = ({ added, updated }: Written, ended: string, skipped: number): string =>
  added + updated === 0 && ended === "" && skipped === 0
    ? "导入好了：和原来一样，没有变化。"
    : `导入好了：新增${added}，更新${updated}${ended}${skipped > 0 ? `，跳过${skipped}行` : ""}。`;

const mostRows = 5;

/** One line for all rows with the same fault: `第2、3、7行：…`. */
function joined(bad: readonly BadRow[]): readonly string[] {
  const rows = new Map<string, number[]>();
  for (const { row, reason } of bad) {
    const fault = reason.slice(`第${row}行：`.length);
    const same = rows.get(fault);
    if (same) same.push(row);
    else rows.set(fault, [row]);
  }
  return [...rows].map(([fault, numbers]) => {
    const more = numbers.length > mostRows ? `等${numbers.length}行` : "行";
    return `第${numbers.slice(0, mostRows).join("、")}${more}：${fault}`;
  });
}
