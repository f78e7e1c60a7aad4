import { createHash } from "node:crypto";
import type { AnyRow } from "../tables/whole.ts";

/** How many rows a table has, and what can be told of them without their order. */
export type TableMark = { readonly rows: number; readonly mark: string };
export type Marks = Readonly<Record<string, TableMark>>;

/** Goes over rows one by one: engines sort them differently, so what is kept of each is added up without an order. */
export function marking() {
  const sum = Buffer.alloc(32);
  let rows = 0;
  return {
    add(row: AnyRow): void {
      const columns = Object.keys(row).sort();
      const digest = createHash("sha256")
        .update(JSON.stringify(columns.map((column) => [column, row[column]])))
        .digest();
      for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) ^ (digest[at] ?? 0);
      rows += 1;
    },
    mark: (): TableMark => ({ rows, mark: sum.toString("base64url") }),
  };
}

/** Tables that are not as they were, in the order of their names. */
export const differing = (one: Marks, other: Marks): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((table) => one[table]?.rows !== other[table]?.rows || one[table]?.mark !== other[table]?.mark)
    .sort();

export const rowsIn = (marks: Marks): number => Object.values(marks).reduce((sum, { rows }) => sum + rows, 0);
