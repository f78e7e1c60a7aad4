import { defineKind } from "./kind.ts";

/** 会议: people report in a hall, are asked, and what they promise is handed over to them. */
export const meeting = defineKind({
  name: "meeting",
  letter: "H",
  word: "会议",
  apart: true,
  amendedUnder: "述职",
  deadline: { word: "开始", owner: "主持" },
  lifecycle: {
    starts: "planned",
    states: {
      planned: { word: "筹备", waits: true },
      running: { word: "开会", waits: true },
      ended: { word: "散会" },
      released: { word: "反馈了" },
      cancelled: { word: "取消了" },
    },
    notYours: (number) => `没有您能动的 ${number}。发“/述职 列表”看看。`,
    moves: [],
    ownSteps: ["running", "ended", "released", "cancelled"],
  },
});

export const itemWords = { waiting: "待述", speaking: "在述", done: "述毕", written: "书面", absent: "缺席" } as const;
export const questionWords = {
  queued: "待问",
  put: "已问",
  answered: "已答",
  unasked: "未问",
  dropped: "不问",
  withdrawn: "收回",
} as const;

const minute = 60_000;
/** Two presses of one button within this are one. */
export const pressedTwice = 10_000;
/** Late answers and problems are taken so long after the end. */
export const takenLater = 3 * 24 * 60 * minute;
/** Of what is so long past nobody is reminded on the spot. */
const tooLate = 5 * minute;

/** When the clock of a report strikes: one minute before its end, and at it; null: it is over. */
export function nextBell(began: number, minutes: number, now: number): number | null {
  const end = began + minutes * minute;
  return [end - minute, end].find((at) => at > now && at > began) ?? null;
}

/** What is said when it strikes; null: nothing any more. */
export function bellWords(began: number, minutes: number, now: number): string | null {
  const left = began + minutes * minute - now;
  if (left > 0) return `还有${Math.max(1, Math.round(left / minute))}分钟`;
  return -left < tooLate ? "时间到" : null;
}
