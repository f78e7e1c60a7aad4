import type { MoveRow } from "../../store/tables/moves.ts";
import type { RecordChange, RecordRow } from "../../store/tables/records.ts";
import type { Tables } from "../../store/tables.ts";

/** Written with every step, whatever it is about. */
const withEach = new Set(["state", "waiting", "next_at", "rung_at"]);

/** Whether what a step changed was changed once more since: to take it back would take along what others did after it. */
export async function isBuiltOn(moved: MoveRow, row: RecordRow, tables: Tables): Promise<boolean> {
  const later = await tables.moves.since(moved);
  if (later.length === 0) return false;
  // from how it is now back to how the step had left it
  const was = new Map<string, unknown>(Object.entries(row));
  const changed = new Set<string>();
  const isChange = ([name, value]: Cell) => !withEach.has(name) || was.get(name) !== value;
  for (const each of later) {
    const cells = cellsOf(tables.moves.openBefore(each));
    for (const [name] of cells.filter(isChange)) changed.add(name);
    for (const [name, value] of cells) was.set(name, value);
  }
  return cellsOf(tables.moves.openBefore(moved)).some((cell) => changed.has(cell[0]) && isChange(cell));
}

type Cell = readonly [name: string, value: unknown];

/** Column by column; of what lies in other tables row by row. */
function cellsOf({ own = {}, involved, parts = {}, ...columns }: RecordChange): readonly Cell[] {
  return [
    ...Object.entries(columns),
    ...Object.entries(own).map(([name, value]): Cell => [`own ${name}`, value]),
    ...(involved ? [["involved", JSON.stringify(involved)] as const] : []),
    ...Object.entries(parts).flatMap(([table, rows]) =>
      rows.map((row): Cell => [`${table} ${keyOf(row)}`, JSON.stringify(row)]),
    ),
  ];
}

const keyOf = (row: object): string =>
  ["id", "record_id", "chat"].map((name) => String((row as Record<string, unknown>)[name] ?? "")).join(" ");
