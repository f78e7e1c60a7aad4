import type { Shown } from "../page/html.ts";
import { ink, inner, paper } from "./ink.ts";
import { cut, put, wide } from "./letters.ts";

export const headingHigh = 66;
const [size, upSize] = [44, 36];

/** What a block is about at the left, and what came on in green at the right. */
export function heading({ title, up }: { readonly title?: string; readonly up?: string }, top: number): Shown {
  const room = inner - (up === undefined ? 0 : wide(up, upSize) + 24);
  return [
    put(cut(title ?? "", size, room), paper.margin, top + 42, { size }),
    up !== undefined && put(up, paper.wide - paper.margin, top + 40, { size: upSize, fill: ink.green, anchor: "end" }),
  ];
}
