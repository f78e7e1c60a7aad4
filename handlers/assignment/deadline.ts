import type { Context } from "../../src/bot/context.ts";
import { Ask } from "../../src/bot/order.ts";
import type { Occasion } from "../../src/bot/reading/ask.ts";
import type { TimeValue } from "../../src/bot/reading/declare.ts";
import { readTimeWords } from "../../src/bot/reading/time.ts";
import { endOf } from "../../src/bot/record/words.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { innerDue, leadingDue } from "../../src/chinese/paste/index.ts";
import { formatDay, newYearNote } from "../../src/chinese/time/index.ts";
import { endOfWorkday } from "../../src/ledger/assignment-days.ts";
import type { Terms } from "../../src/ledger/assignment-terms.ts";

const mostQuestions = 3;
/** 前, 内 and what stands behind a deadline. */
const until = /(?:之前|以前|前|以?内)[\s。.!！]*$/u;
const lastWords = /(?:^|[\s，,；;。])([^\s，,；;。]{2,24})[\s。.!！]*$/u;

type Split = { readonly text: string; readonly due?: number };

/** The deadline said with what is to be done, at its end, in front or before its verb, and the words without it. */
export function withDeadline(text: string, occasion: Occasion): Split {
  const ends = trailing(text, occasion);
  if (ends.due !== undefined) return ends;
  const { message, calendar } = occasion.context;
  const when = { sentAt: message.sentAt, calendar };
  const said = leadingDue(text.trim(), when) ?? innerDue(text.trim(), when);
  return said === null ? ends : { text: said.rest, due: said.due.at };
}

function trailing(text: string, occasion: Occasion): Split {
  const last = lastWords.exec(text)?.[1];
  if (last === undefined) return { text };
  const head = text.slice(0, text.lastIndexOf(last));
  const argument = { name: "due", title: "期限", required: false, reading: { kind: "time", use: "deadline" } } as const;
  const { value, rest } = readTimeWords(last, argument, said(occasion.context), occasion);
  if (!value) return { text };
  const left = rest.replace(until, "").replace(/^[前内]/u, "");
  // 前 and 内 make it one; without them it stands alone
  if (!until.test(last) && left.trim() !== "") return { text };
  return { text: `${head}${left}`.replace(/[\s，,；;]+$/u, ""), due: endOf(value) };
}

const said = ({ message }: Context) => ({ use: "deadline", sentAt: message.sentAt }) as const;

/** When it is to be done: what was said, else what was answered, else asked one-to-one, else the usual. @throws Ask */
export function dueOf(
  given: number | undefined,
  answered: TimeValue | undefined,
  { defaultDays }: Terms,
  context: Context,
  /** what it is handed on from is due then */
  latest: number | null = null,
): number {
  const { order, now, calendar, talkingIn } = context;
  const due = given ?? (answered && endOf(answered));
  if (due !== undefined) {
    if (due <= now) throw new UserError(`${formatDay(due, now)}已经过了。例：/交办 王主任 三社路灯修好 期限：下周三`);
    return due;
  }
  const usual = Math.min(endOfWorkday(now, defaultDays, calendar), latest !== null && latest > now ? latest : Infinity);
  const answer = order?.said.until;
  if (!order || answer === null || talkingIn.kind === "group" || order.asked >= mostQuestions) return usual;
  const why = answer === undefined ? "" : "没听懂是哪天。";
  throw new Ask(
    `${why}什么时候前办好？回“跳过”${latest === usual ? "按上面给您的期限" : `按${defaultDays}个工作日`}（${formatDay(usual, now)}）${newYearNote(now, usual, calendar)}。`,
    {
      kind: "blank",
      argument: "until",
      order: { ...order, asked: order.asked + 1 },
      standsAnyway: false,
    },
    "一行写完，例：/交办 王主任 三社路灯修好 期限：下周三",
  );
}
