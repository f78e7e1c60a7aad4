import { listOf, nameOf, oneOf, phoneOf, plain } from "./cell.ts";
import { type Checked, checkRows, RowFault } from "./check.ts";
import type { Table } from "./table.ts";

export const DIRECTORY_COLUMNS = ["事项", "姓名", "职务", "电话", "公开"] as const;

export type DirectoryRow = {
  readonly row: number;
  readonly matters: readonly string[];
  readonly name: string;
  readonly title: string;
  readonly phone: string | null;
  /** whether anybody may be told the number */
  readonly isPublic: boolean;
};

export function checkDirectory(table: Table): Checked<DirectoryRow> {
  return checkRows(table, DIRECTORY_COLUMNS, ({ number, cells }): DirectoryRow => {
    const [name, title] = [nameOf(cells.姓名), nameOf(cells.职务)];
    if (name === "" && title === "") throw new RowFault("姓名和职务都没写：至少写一个");
    const isPublic = plain(cells.公开) !== "" && oneOf(cells.公开, ["公开", "内部"], "公开") === "公开";
    return { row: number, matters: listOf(cells.事项), name, title, phone: phoneOf(cells.电话, "电话"), isPublic };
  });
}
