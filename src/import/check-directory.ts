import type { DirectoryEntry } from "../store/tables/directory.ts";
import { listOf, maskedEnd, nameOf, oneOf, phoneOf, plain } from "./cell.ts";
import { type Checked, checkRows, RowFault } from "./check.ts";
import type { Table } from "./table.ts";

export const DIRECTORY_COLUMNS = ["事项", "姓名", "职务", "电话", "公开"] as const;

/** `isMasked`: the file shows only a part of the number, which is so known already */
export type DirectoryRow = DirectoryEntry & { readonly row: number; readonly isMasked: boolean };

export function checkDirectory(table: Table): Checked<DirectoryRow> {
  const seen = new Map<string, number>();
  return checkRows(table, DIRECTORY_COLUMNS, ({ number, cells }): DirectoryRow => {
    const [name, title] = [nameOf(cells.姓名), nameOf(cells.职务)];
    if (name === "" && title === "") throw new RowFault("姓名和职务都没写：至少写一个");
    const before = seen.get(`${title}\n${name}`);
    if (before !== undefined) throw new RowFault(`和第${before}行是同一个人、同一个职务：事项写在一行里，用、隔开`);
    seen.set(`${title}\n${name}`, number);
    const isPublic = plain(cells.公开) !== "" && oneOf(cells.公开, ["公开", "内部"], "公开") === "公开";
    const isMasked = maskedEnd(cells.电话) !== null;
    const phone = isMasked ? null : phoneOf(cells.电话, "电话");
    return { row: number, matters: listOf(cells.事项), name, title, phone, isPublic, isMasked };
  });
}
