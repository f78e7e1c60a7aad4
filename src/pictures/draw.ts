import { html, type Shown, sourceOf } from "../page/html.ts";
import { bars, barsHigh } from "./bars.ts";
import { days, daysHigh, stripes } from "./days.ts";
import { ink, inner, paper } from "./ink.ts";
import { cut, type Drawable, drawable, put, unknown, wide } from "./letters.ts";
import type { Block, Picture } from "./picture.ts";
import { squares, squaresHigh } from "./squares.ts";

/** The name the font calls itself by. */
export const family = "Noto Sans SC Medium";

export type Drawn = { readonly svg: string; readonly width: number; readonly height: number };

const [head, aboutHigh, gap, foot] = [118, 46, 34, 78];

/** The picture as SVG, the same each time. Blocks that would not fit below the others are left out, whole. */
export function draw(picture: Picture, known: Drawable): Drawn {
  let isWhole = true;
  const said = (text: string): string => {
    const shown = drawable(text, known);
    isWhole &&= shown.isWhole;
    return shown.text;
  };
  const blocks = picture.blocks.map((block) => worded(block, said));
  const [title, day] = [said(picture.title), said(picture.day)];
  const about = picture.about === undefined ? null : said(picture.about);
  const parts: Shown[] = [];
  let y = head + (about === null ? 0 : aboutHigh);
  for (const block of blocks) {
    const high = highOf(block);
    if (y + high + foot > paper.mostHigh) continue;
    parts.push(shownOf(block, y));
    y += high + gap;
  }
  const room = inner - wide(day, 36) - 24;
  const size = [60, 50].find((one) => wide(title, one) <= room) ?? 42;
  const name = cut(title, size, room);
  const end = `截至${said(picture.until)} · 只有数，没有人名`;
  const height = Math.ceil(y - gap + foot);
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox=${`0 0 ${paper.wide} ${height}`}
    width=${paper.wide} height=${height} font-family=${family}>
    <defs>${stripes}</defs>
    <rect width=${paper.wide} height=${height} fill=${ink.paper}></rect>
    ${put(name, paper.margin, 84, { size })}
    ${put(day, paper.wide - paper.margin, 82, { size: 36, fill: ink.soft, anchor: "end" })}
    ${about !== null && put(cut(about, 34, inner), paper.margin, 136, { size: 34, fill: ink.soft })}
    ${parts}
    ${put(isWhole ? end : `${end} · ${unknown}是画不出的生僻字`, paper.margin, height - 34, { size: 28, fill: ink.soft })}
  </svg>`;
  return { svg: sourceOf(svg), width: paper.wide, height };
}

/** With only what can be drawn in its words. */
function worded(block: Block, said: (text: string) => string): Block {
  const heads = {
    ...("title" in block && block.title !== undefined ? { title: said(block.title) } : {}),
    ...("up" in block && block.up !== undefined ? { up: said(block.up) } : {}),
  };
  switch (block.is) {
    case "squares":
      return { ...block, ...heads, of: block.of.map((one) => ({ ...one, name: said(one.name) })) };
    case "bars":
      return { ...block, ...heads, of: block.of.map((one) => ({ ...one, word: said(one.word) })) };
    case "days":
      return { ...block, ...heads, from: said(block.from), ...(block.note && { note: said(block.note) }) };
    case "line":
      return { ...block, text: said(block.text) };
  }
}

const lineHigh = 52;

function highOf(block: Block): number {
  switch (block.is) {
    case "squares":
      return squaresHigh(block);
    case "bars":
      return barsHigh(block);
    case "days":
      return daysHigh();
    case "line":
      return lineHigh;
  }
}

function shownOf(block: Block, top: number): Shown {
  switch (block.is) {
    case "squares":
      return squares(block, top);
    case "bars":
      return bars(block, top);
    case "days":
      return days(block, top);
    case "line":
      return put(cut(block.text, 38, inner), paper.margin, top + 38, { size: 38, fill: ink.red });
  }
}
