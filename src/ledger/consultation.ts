import { minuteOfDay, startOfDay } from "../chinese/time/index.ts";
import { defineKind } from "./kind.ts";

const minute = 60_000;

/** 征求: a question put to groups until a deadline; what people say in the chat is counted. */
export const consultation = defineKind({
  name: "consultation",
  letter: "C",
  word: "征求",
  open: true,
  amendedUnder: "征求",
  deadline: { word: "截止" },
  namesLast: 365,
  stepBackInGroups: (number, word) => `【${number}】刚才的${word}撤回了，还按原来的。`,
  takenBackInGroups: (number) => `【${number}】不征求了，说过的不算数。`,
  lifecycle: {
    starts: "open",
    states: {
      open: { word: "正在征求", waits: true },
      closed: { word: "截止了" },
      decided: { word: "有决定了" },
    },
    notYours: (number) => `您管的地方没有征求 ${number}。发“/征求 列表”看看。`,
    moves: [],
    ownSteps: ["closed", "decided"],
  },
});

/** A question as it was put to a group; what an ear needs to know of it without asking SQL. */
export type Asked = {
  readonly id: string;
  /** `C7` */
  readonly number: string;
  readonly title: string;
  readonly options: readonly string[] | null;
  readonly numbered: boolean;
  /** epoch milliseconds: it counts what was sent from the opening up to, not at, the deadline */
  readonly openedAt: number;
  readonly closesAt: number;
};

/** What was sent in time may still be on its way when the deadline passes. */
export const grace = minute;

const day = 24 * 60 * minute;
export const longestOpen = 60 * day;
/** So long it is still known what was asked, to whoever answers too late. */
export const heardAfter = day;

/** Minutes of the day at which groups hear how many have spoken: before noon and before the evening's rest. */
const countedAt = [11 * 60 + 30, 19 * 60];

/** When something is to be said of an open consultation next: a count, or its end. */
export function nextMoment(now: number, closesAt: number): number {
  const end = closesAt + grace;
  const today = startOfDay(now);
  const next = countedAt.find((at) => at > minuteOfDay(now));
  const count = today + (next ?? (countedAt[0] ?? 0) + 24 * 60) * minute;
  return count < closesAt ? count : end;
}
