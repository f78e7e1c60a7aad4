/** One line of the table. `met` null: there is no target, or nothing to hold against it. */
export type Row = {
  readonly what: string;
  readonly measured: string;
  readonly target?: string;
  readonly met?: boolean | null;
};

export type Bench = { readonly name: string; run(args: readonly string[]): Promise<readonly Row[]> };

/** `share` 0.5 is the median, 0.99 the p99; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** `>= 0.8x` and the like, from a bound and what was measured. */
export const atLeast = (what: string, value: number, bound: number, unit: string): Row => ({
  what,
  measured: `${value.toFixed(2)}${unit}`,
  target: `>= ${bound}${unit}`,
  met: value >= bound,
});

export const atMost = (what: string, value: number, bound: number, unit: string): Row => ({
  what,
  measured: `${value < 10 ? value.toFixed(2) : Math.round(value)} ${unit}`,
  target: `<= ${bound} ${unit}`,
  met: value <= bound,
});

export function table(rows: readonly Row[]): string {
  const cells = [
    ["what", "measured", "target", ""],
    ...rows.map((row) => [row.what, row.measured, row.target ?? "", verdict(row.met)]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((line) => width(line[column] ?? ""))));
  const padded = (cell: string, column: number) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - width(cell)));
  return cells.map((line) => line.map(padded).join("  ").trimEnd()).join("\n");
}

/** Columns of a terminal: a Chinese character takes two. */
const width = (text: string): number => [...text].reduce((sum, character) => sum + (character > "\u2e80" ? 2 : 1), 0);

const verdict = (met: boolean | null | undefined): string => (met == null ? "" : met ? "met" : "short");
