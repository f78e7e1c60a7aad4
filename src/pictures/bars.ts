import { html, type Shown } from "../page/html.ts";
import { heading, headingHigh } from "./heading.ts";
import { ink, inner, paper } from "./ink.ts";
import { cut, put, wide } from "./letters.ts";
import type { Bars } from "./picture.ts";

/** So many stand below one another, more side by side. */
const oneColumn = 10;
/** No more than this is drawn. */
export const mostBars = 60;

const shape = (count: number) =>
  count <= oneColumn ? { columns: 1, row: 64, size: 38, bar: 36 } : { columns: 2, row: 52, size: 32, bar: 26 };

const between = 36;

export function barsHigh({ title, of }: Bars): number {
  const { columns, row } = shape(of.length);
  return (title === undefined ? 0 : headingHigh) + Math.ceil(Math.min(of.length, mostBars) / columns) * row;
}

export function bars({ title, up, of }: Bars, top: number): Shown {
  const shown = of.slice(0, mostBars);
  const { columns, row, size, bar } = shape(of.length);
  const rows = Math.ceil(shown.length / columns);
  const broad = (inner - (columns - 1) * between) / columns;
  const figure = ({ done, all }: Bars["of"][number]) => `${done}/${all}`;
  const figures = Math.max(0, ...shown.map((one) => wide(figure(one), size))) + 16;
  const words = Math.min(Math.max(0, ...shown.map(({ word }) => wide(word, size))), broad * 0.46);
  const from = words + 20;
  const long = Math.max(0, broad - from - figures);
  const begins = top + (title === undefined ? 0 : headingHigh);
  return [
    title !== undefined && heading({ title, ...(up === undefined ? {} : { up }) }, top),
    shown.map((one, index) => {
      const x = paper.margin + Math.floor(index / rows) * (broad + between);
      const y = begins + (index % rows) * row;
      const base = y + row / 2 + size * 0.36;
      const barTop = y + (row - bar) / 2;
      const round = 8;
      // what is begun is seen, and what is not all is not seen as all
      const share = one.all <= 0 ? 0 : Math.min(1, one.done / one.all);
      const done = one.done <= 0 ? 0 : Math.min(Math.max(long * share, round), share < 1 ? long - round : long);
      return [
        put(cut(one.word, size, words), x, base, { size }),
        html`<rect x=${x + from} y=${barTop} width=${long} height=${bar} rx=${round} fill=${ink.rule}></rect>`,
        done > 0 &&
          html`<rect x=${x + from} y=${barTop} width=${done} height=${bar} rx=${round} fill=${ink.green}></rect>`,
        put(figure(one), x + broad, base, { size, anchor: "end" }),
      ];
    }),
  ];
}
