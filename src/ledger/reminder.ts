import { formatDateTime, startOfDay } from "../chinese/time/index.ts";
import { defineKind, type Kept } from "./kind.ts";
import type { Changes, How, Saying } from "./lifecycle.ts";

const minute = 60_000;
const dayLength = 24 * 60 * minute;
const eightOClock = 8 * 60 * minute;
const usualDelay = 60 * minute;

const tomorrowMorning = ({ now }: How): number => startOfDay(now) + dayLength + eightOClock;
/** Whole minutes: what is due must not be late on its minute. */
const afterDelay = ({ now, delay }: How): number => Math.ceil((now + (delay ?? usualDelay)) / minute) * minute;

/** One that recurs keeps its rhythm, and comes once more in between. */
const postponed = (kept: Kept, at: number): Changes =>
  kept.rule === null ? { nextAt: at, rungAt: null } : { rungAt: null, onceMoreAt: at };

const postponedWords = (kept: Kept, at: number, now: number, again?: string): string =>
  again === undefined
    ? `${kept.number} 改到${formatDateTime(at, now)}再提醒。`
    : `${kept.number} 这次改到${formatDateTime(at, now)}再提醒（${again}）。`;

/** Whoever set it for somebody else hears what that one said to it. */
const toAsker = ({ number, gist }: Kept, what: string): readonly Saying[] => [
  { to: "author", text: `您设的 ${number}“${gist}”，${what}。`, byTheWay: true },
];

/** 提醒: a message due at a time, once or recurring. The owner is the one who is reminded. */
export const reminder = defineKind({
  name: "reminder",
  letter: "R",
  word: "提醒",
  sealed: true,
  apart: true,
  lifecycle: {
    starts: "open",
    states: {
      open: { word: "等着", waits: true },
      fired: { word: "提醒过了" },
      done: { word: "办好了" },
      cancelled: { word: "取消了" },
    },
    notYours: (number) => `没有您的提醒 ${number}。发“/提醒 列表”看看。`,
    clock: { in: ["open"], to: "fired" },
    moves: [
      {
        word: "办好了",
        aliases: ["办好", "done"],
        summary: "答复刚收到的提醒：办好了",
        examples: ["办好了", "办好了 R5"],
        from: ["open", "fired"],
        to: ({ rule }) => (rule === null ? "done" : "open"),
        by: ["owner", "author"],
        answersRinging: true,
        nothing: "最近一天没有提醒过您什么。发“/提醒 列表”看看。",
        changes: ({ rule }) => (rule === null ? { nextAt: null, rungAt: null } : { rungAt: null }),
        says: (kept, how) => toAsker(kept, `${how.mover}回了：办好了`),
        echo: ({ number, rule, nextAt }, { now }) =>
          rule === null || nextAt === null
            ? `${number} 记作办好了。`
            : `${number} 这次记作办好了，下次${formatDateTime(nextAt, now)}。`,
      },
      {
        word: "明天再说",
        aliases: [],
        summary: "答复刚收到的提醒：明早8点再提醒",
        examples: ["明天再说"],
        from: ["open", "fired"],
        to: "open",
        by: ["owner", "author"],
        answersRinging: true,
        nothing: "最近一天没有提醒过您什么。发“/提醒 列表”看看。",
        changes: (kept, how) => postponed(kept, tomorrowMorning(how)),
        echo: (kept, how, again) => postponedWords(kept, tomorrowMorning(how), how.now, again),
      },
      {
        word: "推迟",
        aliases: ["推迟半小时", "推迟1小时", "推迟一小时", "推迟2小时", "推迟两小时"],
        summary: "答复刚收到的提醒：晚些再提醒",
        examples: ["推迟1小时", "推迟 3小时", "推迟 R5 3小时"],
        from: ["open", "fired"],
        to: "open",
        by: ["owner", "author"],
        needs: "delay",
        answersRinging: true,
        nothing: "最近一天没有提醒过您什么。发“/提醒 列表”看看。",
        changes: (kept, how) => postponed(kept, afterDelay(how)),
        echo: (kept, how, again) => postponedWords(kept, afterDelay(how), how.now, again),
      },
      {
        word: "取消",
        aliases: ["cancel"],
        summary: "不记了；取消一条提醒",
        examples: ["取消", "取消 R5"],
        from: ["open"],
        to: "cancelled",
        by: ["owner", "author"],
        nothing: "现在没有在问您什么。要撤回刚记的，回“撤销”；要取消提醒，例：取消 R5",
        changes: () => ({ nextAt: null, rungAt: null }),
        says: (kept, how) => toAsker(kept, `${how.mover}取消了这个提醒`),
        echo: ({ number }) => `已取消 ${number}。`,
        echoInGroup: ({ number }) => `已取消 ${number}。`,
      },
    ],
  },
});
