import { html, type Shown } from "../page/html.ts";
import { heading, headingHigh } from "./heading.ts";
import { ink, inner, paper, type Tone, toneOf, tones } from "./ink.ts";
import { fitted, put, wide } from "./letters.ts";
import type { Squares } from "./picture.ts";

type Grid = {
  readonly columns: number;
  readonly gap: number;
  readonly high: number;
  /** sizes of the letters a name is tried in; null: there is no room for names */
  readonly sizes: readonly [number, ...number[]] | null;
  readonly withDays: boolean;
};

/** More of them, smaller ones: with name and days, with the name alone, at last the bare colour. */
const grids: readonly (readonly [number, Grid])[] = [
  [28, { columns: 4, gap: 14, high: 96, sizes: [38, 34, 30, 28], withDays: true }],
  [60, { columns: 5, gap: 12, high: 72, sizes: [36, 32, 28], withDays: false }],
  [126, { columns: 7, gap: 8, high: 56, sizes: [30, 27, 24], withDays: false }],
  [700, { columns: 28, gap: 7, high: 28.5, sizes: null, withDays: false }],
];
const finest: Grid = { columns: 40, gap: 5, high: 19.7, sizes: null, withDays: false };

/** More than this cannot be told apart any more. */
export const mostSquares = 1200;

const gridFor = (count: number): Grid => grids.find(([most]) => count <= most)?.[1] ?? finest;
const words = { size: 30, high: 62 } as const;
/** At the sides of a name; letters of one that stands on two lines, by the height of its box; of the days below. */
const [aside, sinceSize, sinceSmall] = [8, 30, 24];
const smallFor = ({ high }: Grid): number => (high > 90 ? 25 : high > 60 ? 27 : 21);
/** From one line to the next, and from the foot of a line to where the letters stand, in ems. */
const [leading, below] = [1.16, 0.24];

export function squaresHigh({ of }: Squares): number {
  const { columns, gap, high } = gridFor(of.length);
  const rows = Math.ceil(Math.min(of.length, mostSquares) / columns);
  return headingHigh + rows * (high + gap) - gap + words.high;
}

export function squares(block: Squares, top: number): Shown {
  const grid = gridFor(block.of.length);
  const { columns, gap, high } = grid;
  const broad = (inner - (columns - 1) * gap) / columns;
  const begins = top + headingHigh;
  const shown = block.of.slice(0, mostSquares);
  const rows = Math.ceil(shown.length / columns);
  return [
    heading(block, top),
    shown.map(({ name, days }, index) => {
      const x = paper.margin + (index % columns) * (broad + gap);
      const y = begins + Math.floor(index / columns) * (high + gap);
      const since = !grid.withDays ? "" : days === null ? `没${block.verb}过` : days <= 0 ? "今天" : `${days}天前`;
      return square(
        { x, y, broad, high },
        toneOf(days),
        grid.sizes && { name, since, sizes: grid.sizes, small: smallFor(grid) },
      );
    }),
    legend(begins + rows * (high + gap) - gap, block, grid.sizes !== null),
  ];
}

type Box = { readonly x: number; readonly y: number; readonly broad: number; readonly high: number };
type Named = {
  readonly name: string;
  readonly since: string;
  readonly sizes: readonly [number, ...number[]];
  readonly small: number;
};

function square(box: Box, tone: Tone, named: Named | null): Shown {
  const on = tone === "never" ? ink.red : tones[tone].on;
  return [frame(box, tone, named !== null), named && label(box, named, on)];
}

/** `isNamed`: words say it too where a place was never reached; else a stroke says it without the colour. */
function frame({ x, y, broad, high }: Box, tone: Tone, isNamed: boolean): Shown {
  const round = Math.min(16, high / 5);
  if (tone !== "never")
    return html`<rect x=${x} y=${y} width=${broad} height=${high} rx=${round} fill=${tones[tone].fill}></rect>`;
  const line = high > 40 ? 4 : 3;
  const dashes = isNamed ? (high > 40 ? "14 8" : "7 5") : null;
  return [
    html`<rect x=${x + line / 2} y=${y + line / 2} width=${broad - line} height=${high - line} rx=${round}
      fill="#ffffff" stroke=${ink.red} stroke-width=${line} stroke-dasharray=${dashes}></rect>`,
    !isNamed &&
      html`<line x1=${x + line} y1=${y + high - line} x2=${x + broad - line} y2=${y + line}
        stroke=${ink.red} stroke-width=${line}></line>`,
  ];
}

/** Below one another: the name, on two lines where it is long, and since when; in the middle of the box as a whole. */
function label({ x, y, broad, high }: Box, { name, since, sizes, small }: Named, on: string): Shown {
  const { lines, size } = fitted(name, sizes, broad - 2 * aside, small);
  const rows = [
    ...lines.map((text) => ({ text, size })),
    ...(since === "" ? [] : [{ text: since, size: lines.length > 1 ? sinceSmall : sinceSize }]),
  ];
  const tall = rows.reduce((sum, row) => sum + row.size * leading, 0);
  let base = y + (high - tall) / 2;
  return rows.map((row) => {
    base += row.size * leading;
    return put(row.text, x + broad / 2, base - row.size * below, { size: row.size, fill: on, anchor: "middle" });
  });
}

/** What the colours mean; what no place has is not explained. */
function legend(top: number, { verb, of }: Squares, isNamed: boolean): Shown {
  const has = new Set(of.map(({ days }) => toneOf(days)));
  const kinds: readonly (readonly [Tone, string])[] = [
    ["week", "7天内"],
    ["month", "30天内"],
    ["quarter", "90天内"],
    ["longer", "更久"],
    ["never", `没${verb}过`],
  ];
  let x: number = paper.margin;
  const base = top + 50;
  return kinds
    .filter(([tone]) => has.has(tone))
    .map(([tone, text]) => {
      const key = frame({ x, y: base - 25, broad: 28, high: 28 }, tone, isNamed);
      const said = put(text, x + 40, base, { size: words.size, fill: ink.soft });
      x += 40 + wide(text, words.size) + 30;
      return [key, said];
    });
}
