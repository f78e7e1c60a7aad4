import type { Schema } from "../schema.ts";

type Change = Schema["import_changes"];

/** Changes of one table that follow each other, a row of it once: they are asked about together. */
export function runsOf(changes: readonly Change[]): readonly (readonly [Change, ...Change[]])[] {
  const runs: [Change, ...Change[]][] = [];
  let met = new Set<string>();
  for (const change of changes) {
    const last = runs.at(-1);
    if (last?.[0].table_name === change.table_name && !met.has(change.row_key)) last.push(change);
    else {
      met = new Set();
      runs.push([change]);
    }
    met.add(change.row_key);
  }
  return runs;
}
