import { clip } from "../../chinese/privacy/clip.ts";
import { formatDay } from "../../chinese/time/index.ts";
import type { Context } from "../context.ts";
import type { TimeValue } from "../reading/declare.ts";

/** Longer words are cut in an echo, which then says how much was kept. */
const shown = 20;

/** `低保、路灯`, `昨天下雨，三社的渠…共86字` */
export function gist(text: string): string {
  const cut = clip(text, shown);
  const length = [...text].length;
  return cut.endsWith("…") || length > shown + 10 ? `${cut.replace(/…$/, "")}…共${length}字` : cut;
}

/** `（您写的昨天，记11月29日）` */
export const dayNote = (time: TimeValue | undefined, { now }: Pick<Context, "now">): string =>
  time?.words ? `（您写的${time.words}，记${formatDay(time.day, now)}）` : "";
