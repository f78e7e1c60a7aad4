import { type Checked, joinedFaults } from "../import/check.ts";
import type { Written } from "../import/write.ts";
import type { CliContext } from "./tool.ts";

export type Flags = ReadonlyMap<string, string>;

/** Says what is wrong with a file. The exit code where nothing is to be written; null where it is. */
export function reportRows(
  { good, bad, unknownColumns }: Omit<Checked<unknown>, "good"> & { readonly good: { readonly length: number } },
  { out, err }: CliContext,
  flags: Flags = new Map(),
): number | null {
  if (unknownColumns.length > 0)
    err(`不认识的栏，没有读：${unknownColumns.map((word) => word || "（没有表头）").join("、")}`);
  for (const line of joinedFaults(bad)) err(line);
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

const linesEach = 10_000;

/** `写了20000/100000人……` now and then; the end is said by what was imported. */
export function everyNth(of: string, say: (line: string) => void): (done: number, all: number) => void {
  let next = linesEach;
  return (done, all) => {
    if (done < next || done >= all) return;
    say(`写了${done}/${all}${of}……`);
    next = done - (done % linesEach) + linesEach;
  };
}
