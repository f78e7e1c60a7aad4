import { html, type Shown } from "../page/html.ts";
import { heading, headingHigh } from "./heading.ts";
import { ink, inner, paper } from "./ink.ts";
import { put } from "./letters.ts";
import type { Days } from "./picture.ts";

const [high, foot, small] = [150, 58, 30];

export const daysHigh = (): number => headingHigh + high + foot;

/** Those at home are plain and those away are striped, so that they are told apart without their colours. */
export const stripes: Shown = html`<pattern id="away" width="12" height="12" patternUnits="userSpaceOnUse"
  patternTransform="rotate(45)"><rect width="12" height="12" fill=${ink.away}></rect><rect width="4" height="12"
  fill="#9fc3e4"></rect></pattern>`;

export function days({ title, note, from, of }: Days, top: number): Shown {
  const step = inner / Math.max(1, of.length);
  const broad = Math.min(step * 0.72, 64);
  const most = Math.max(1, ...of.map(({ home, away }) => home + away));
  // room for the number above the highest
  const unit = (high - small - 6) / most;
  const ground = top + headingHigh + high;
  const base = ground + 40;
  return [
    heading({ title, ...(note === undefined ? {} : { up: note }) }, top),
    html`<line x1=${paper.margin} y1=${ground} x2=${paper.wide - paper.margin} y2=${ground} stroke=${ink.rule}
      stroke-width="3"></line>`,
    of.map(({ home, away }, index) => {
      const x = paper.margin + index * step + (step - broad) / 2;
      const [low, above] = [home * unit, away * unit];
      return [
        home > 0 && column(x, ground - low, broad, low, ink.home),
        away > 0 && column(x, ground - low - above, broad, above, "url(#away)"),
        home + away > 0 &&
          put(String(home + away), x + broad / 2, ground - low - above - 8, {
            ...{ size: small, fill: ink.soft, anchor: "middle" },
          }),
      ];
    }),
    put(from, paper.margin, base, { size: small, fill: ink.soft }),
    put("今天", paper.wide - paper.margin, base, { size: small, fill: ink.soft, anchor: "end" }),
    key(paper.wide / 2 - 220, base, "在家、没登记", ink.home),
    key(paper.wide / 2 + 60, base, "外出", "url(#away)"),
  ];
}

const column = (x: number, y: number, broad: number, tall: number, fill: string): Shown =>
  html`<rect x=${x} y=${y} width=${broad} height=${tall} fill=${fill}></rect>`;

const key = (x: number, base: number, text: string, fill: string): Shown => [
  html`<rect x=${x} y=${base - 25} width="28" height="28" rx="4" fill=${fill}></rect>`,
  put(text, x + 40, base, { size: small, fill: ink.soft }),
];
