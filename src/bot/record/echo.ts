import { clip } from "../../chinese/privacy/clip.ts";
import { formatDay, minuteOfDay } from "../../chinese/time/index.ts";
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

const evening = /晚间|晚上|夜里|夜访|夜谈|入夜|下班后|收工后/u;
/** Minutes of the day. */
const work = { begins: 7 * 60, ends: 18 * 60 };

/** Whether somebody was met after work: by the clock that was said, else by the words. */
export function afterHours(time: TimeValue | undefined, text = ""): "晚间" | undefined {
  const minute = time?.hasClock ? minuteOfDay(time.at) : null;
  const isLate = minute === null ? evening.test(text) : minute >= work.ends || minute < work.begins;
  return isLate ? "晚间" : undefined;
}
