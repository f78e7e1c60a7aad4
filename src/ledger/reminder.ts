import { echoRecurrence, formatDateTime, nextTime, startOfDay } from "../chinese/time/index.ts";
import { defineKind, type Kept } from "./kind.ts";
import type { Changes, How, Saying } from "./lifecycle.ts";
import { allowedFrom, awake } from "./quiet-hours.ts";

const minute = 60_000;
const dayLength = 24 * 60 * minute;
const eightOClock = 8 * 60 * minute;
const usualDelay = 60 * minute;

const tomorrowMorning = ({ now }: How): number => startOfDay(now) + dayLength + eightOClock;
/** Whole minutes: what is due must not be late on its minute. */
const afterDelay = ({ now, delay }: How): number => Math.ceil((now + (delay ?? usualDelay)) / minute) * minute;

/** Others are not disturbed in quiet hours, whoever moves it; whoever is reminded may wish it for themselves. */
function asleep({ disturbs, number }: Kept, at: number, { as, rule, now, quiet }: How): string | null {
  if (disturbs === null || (disturbs === "private" && as.includes("owner"))) return null;
  const wished = rule ? echoRecurrence(rule, now) : formatDateTime(at, now);
  const allowed = rule
    ? echoRecurrence(awake(rule, disturbs, quiet), now)
    : formatDateTime(allowedFrom(disturbs, at, quiet), now);
  if (wished === allowed) return null;
  const who = disturbs === "group" ? "群里" : "别人";
  return `${wished}是安静时段，不打扰${who}，没改。可以改到${allowed}：推迟 ${number} ${allowed}`;
}

/** It comes again by itself. */
const goesOn = ({ rule, nextAt }: Kept): boolean => rule !== null && nextAt !== null;

/** One that comes again keeps its rhythm, and comes once more in between; one that has not rung yet leaves its next time out. */
function postponed(kept: Kept, at: number, { calendar, rule, now }: How): Changes {
  if (rule !== null) return { rule, nextAt: nextTime(rule, now, calendar), rungAt: null };
  if (!goesOn(kept)) return { nextAt: at, rungAt: null };
  if (kept.rule === null || kept.nextAt === null || kept.rungAt !== null) return { rungAt: null, onceMoreAt: at };
  // of one for a single day all that was still to be told is moved
  if (kept.rule.kind === "once") return { rule: null, nextAt: at };
  const next = nextTime(kept.rule, kept.nextAt, calendar);
  return next === null ? { nextAt: at } : { nextAt: next, onceMoreAt: at };
}

function postponedWords({ number }: Kept, at: number, { now, rule, calendar }: How, again?: string): string {
  const next = rule && nextTime(rule, now, calendar);
  if (rule !== null)
    return `${number} 改成${echoRecurrence(rule, now)}提醒${next === null || rule.kind === "once" ? "" : `，下次${formatDateTime(next, now)}`}。`;
  return again === undefined
    ? `${number} 改到${formatDateTime(at, now)}再提醒。`
    : `${number} 这次改到${formatDateTime(at, now)}再提醒（${again}）。`;
}

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
        // of one for a single day, told ahead, nothing is left to be told
        to: (kept) => (goesOn(kept) && kept.rule?.kind !== "once" ? "open" : "done"),
        by: ["owner", "author"],
        answersRinging: true,
        nothing: "最近一天没有提醒过您什么。发“/提醒 列表”看看。",
        changes: (kept) =>
          goesOn(kept) && kept.rule?.kind !== "once" ? { rungAt: null } : { nextAt: null, rungAt: null },
        says: (kept, how) => toAsker(kept, `${how.mover}回了：办好了`),
        echo: ({ number, rule, nextAt }, { now }) =>
          rule === null || rule.kind === "once" || nextAt === null
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
        changes: (kept, how) => postponed(kept, tomorrowMorning(how), how),
        echo: (kept, how, again) => postponedWords(kept, tomorrowMorning(how), how, again),
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
        leads: /^(?:推迟到?|改[到成为]|换[到成]|挪到)/u,
        answersRinging: true,
        nothing: "最近一天没有提醒过您什么。发“/提醒 列表”看看。",
        refuses: (kept, how) => asleep(kept, afterDelay(how), how),
        changes: (kept, how) => postponed(kept, afterDelay(how), how),
        echo: (kept, how, again) => postponedWords(kept, afterDelay(how), how, again),
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
        echo: ({ number, gist }) => `已取消 ${number}${gist && `（${gist}）`}。`,
        echoInGroup: ({ number }) => `已取消 ${number}。`,
      },
    ],
  },
});
