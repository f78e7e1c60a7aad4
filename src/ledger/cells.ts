/** Fewer people than this in a cell could be told apart. */
const few = 5;

/**
 * Which cells of a breakdown may be shown, beside its row totals: none under five, and no other by which one of those
 * could be computed. The sums of the columns come last, and are cells like the others. Nobody in a cell is not shown
 * either: what is left out may be nobody or a few.
 */
export function shownCells(rows: readonly (readonly number[])[]): readonly (readonly (number | null)[])[] {
  const width = rows[0]?.length ?? 0;
  const sums = Array.from({ length: width }, (_, column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0));
  const cells = [...rows, sums].map((row) => row.map((count) => ({ count, hidden: count < few })));
  const lines = [...cells, ...sums.map((_, column) => cells.flatMap((row) => row[column] ?? []))];
  for (let isAnew = true; isAnew; ) {
    isAnew = false;
    for (const line of lines) {
      const people = line.filter(({ count }) => count > 0);
      const [second] = people.filter(({ hidden }) => !hidden).sort((one, other) => one.count - other.count);
      if (!second || people.filter(({ hidden }) => hidden).length !== 1) continue;
      second.hidden = true;
      isAnew = true;
    }
  }
  return cells.map((row) => row.map(({ count, hidden }) => (hidden ? null : count)));
}
