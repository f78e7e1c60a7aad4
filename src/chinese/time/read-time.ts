import { type Folded, fold } from "../fold.ts";
import { type Advance, findAdvance } from "./advance.ts";
import { type Answer, ask } from "./ask.ts";
import { type Chosen, choose, hasClock, moved } from "./choose.ts";
import { dayNumber, isoDay, minuteOfDay } from "./days.ts";
import { echoDay, echoMoment, echoRecurrence } from "./echo.ts";
import { findPhrases } from "./find-phrases.ts";
import type { Outcome } from "./outcome.ts";
import type { Span } from "./phrase.ts";
import { contextOf, type PlaceContext } from "./place-context.ts";
import { earlier, nextOccurrence } from "./recurrence.ts";
import type { Choice, Choices, TimeContext, TimeResult } from "./result.ts";

/** A command looks at the first 2,000 characters; the rest is content. */
const READ_AT_MOST = 2000;
const AFTER_SOMETHING =
  /[^,，。;；!！]{1,12}(?:完[\u4e00-\u9fff]{0,4}|了|后|以后|之后|时候?)[,，]? ?(?:再|就)?(?:提醒|叫|喊|通知)我/;

/** Reads the time that a sentence is about. Pure; never throws; linear in the length. */
export function readTime(text: string, context: TimeContext): TimeResult {
  const folded = tighten(fold(text.slice(0, READ_AT_MOST)));
  const placeContext = contextOf(context.sentAt, context.use, context.calendar);
  const words = (span: Span) => original(text, folded, span);
  const found = findPhrases(folded.text);
  const reminder = context.use === "reminder";
  const advance = reminder
    ? findAdvance(
        folded.text,
        found.map((each) => each.phrase),
      )
    : null;
  const outside = advance
    ? found.filter(({ phrase }) => phrase.end <= advance.start || phrase.start >= advance.end)
    : found;
  const chosen = choose(outside, words, placeContext);
  if (!chosen) return reminder ? afterSomething(folded, placeContext) : { kind: "none" };
  const span = place(folded, chosen.span);
  if (!advance) return worded(chosen.outcome, span, undefined, placeContext);
  return worded(advanced(chosen, advance, words(advance), placeContext), span, place(folded, advance), placeContext);
}

/** The text without its time words, and without the blanks and signs that stood around them. */
export function withoutTime(text: string, ...spans: readonly (Span | undefined)[]): string {
  let rest = text;
  for (const span of spans.filter((each) => each !== undefined).sort((a, b) => b.start - a.start)) {
    const head = rest.slice(0, span.start).replace(/[\s\u3000]+$/u, "");
    const tail = rest.slice(span.end).replace(/^(?:[\s\u3000]|的(?=[\s\u3000]*\S))+/u, "");
    const seam = /[，,、；;：:]$/.test(head) || head === "" ? tail.replace(/^[，,、；;：:\s]+/u, "") : tail;
    rest = head + seam;
  }
  return rest.replace(/[，,、；;：:\s]+$/u, "").trim();
}

/** Rule 1: blanks between single digits (1 2 月) are no separation. */
function tighten(folded: Folded): Folded {
  if (!/\d \d/.test(folded.text)) return folded;
  let text = "";
  const at: number[] = [];
  for (let i = 0; i < folded.text.length; i++) {
    if (folded.text.charAt(i) === " " && betweenDigits(folded.text, i)) continue;
    text += folded.text.charAt(i);
    at.push(folded.at[i] ?? 0);
  }
  at.push(folded.at.at(-1) ?? 0);
  return { text, at };
}

function betweenDigits(text: string, at: number): boolean {
  const isDigit = (index: number) => /\d/.test(text.charAt(index));
  if (!isDigit(at - 1) || !isDigit(at + 1) || isDigit(at + 2) || isDigit(at - 2)) return false;
  return !/[.:/周期拜月-]/.test(text.charAt(at - 2));
}

function place(folded: Folded, span: Span): Span {
  return { start: folded.at[span.start] ?? 0, end: folded.at[span.end] ?? 0 };
}

function original(text: string, folded: Folded, span: Span): string {
  const { start, end } = place(folded, span);
  return text.slice(start, end);
}

function advanced(chosen: Chosen, advance: Advance, words: string, context: PlaceContext): Outcome {
  const { outcome } = chosen;
  if (outcome.kind !== "moment" && outcome.kind !== "recurrence") return outcome;
  const clear = !advance.unclear && (advance.clock?.minutes.length ?? 1) === 1;
  if (outcome.kind === "recurrence") {
    const rule = advance.days > 0 || advance.clock || !clear ? null : earlier(outcome.rule, advance.minutes);
    if (!rule)
      return ask(
        `“${words}”是提前多久？`,
        [{ day: dayNumber(outcome.first), minute: minuteOfDay(outcome.first) }],
        context,
      );
    return { ...outcome, rule, first: nextOccurrence(rule, context.now, context.calendar) };
  }
  const base = hasClock(chosen.phrase) || advance.minutes === 0 ? outcome.at : null;
  const at = base === null ? outcome.at : moved(base, advance.days, advance.minutes, advance.clock);
  if (!clear || base === null || at <= context.now) {
    const day = dayNumber(outcome.at);
    const minute = minuteOfDay(outcome.at);
    return ask(
      `“${words}”是什么时候？`,
      [
        { day, minute: minute - 60 },
        { day: day - 1, minute },
        { day, minute },
      ],
      context,
    );
  }
  return { ...outcome, at };
}

/** 老王回来后提醒我: a time that only an event will tell. */
function afterSomething(folded: Folded, context: PlaceContext): TimeResult {
  const match = AFTER_SOMETHING.exec(folded.text.slice(0, 60));
  if (!match) return { kind: "none" };
  const span = place(folded, {
    start: match.index,
    end: match.index + match[0].search(/(?:再|就)?(?:提醒|叫|喊|通知)我/),
  });
  const asked = ask("这要看事情什么时候完，先定个时间吧？", [], context);
  return worded(asked, span, undefined, context);
}

function choicesAt(answers: readonly Answer[], where: { span: Span; also?: Span }): Choices {
  const [first, second] = answers.map((answer): Choice => ({ ...answer, ...where }));
  if (!first) return [];
  return second ? [first, second] : [first];
}

function worded(outcome: Outcome, span: Span, also: Span | undefined, context: PlaceContext): TimeResult {
  const where = also ? { span, also } : { span };
  const now = context.now;
  switch (outcome.kind) {
    case "none":
      return { kind: "none" };
    case "ask":
      return { kind: "ask", ...where, question: outcome.question, choices: choicesAt(outcome.answers, where) };
    case "past":
      return { kind: "past", ...where, at: outcome.at, echo: echoMoment(outcome.at, { now }) };
    case "day": {
      const note = outcome.note === undefined ? {} : { note: outcome.note };
      const echo = echoDay(outcome.day, { now, lunar: outcome.lunar });
      return { kind: "day", ...where, day: isoDay(outcome.day), echo, ...note };
    }
    case "moment": {
      const note = outcome.note === undefined ? {} : { note: outcome.note };
      return {
        kind: "moment",
        ...where,
        at: outcome.at,
        echo: echoMoment(outcome.at, { now, lunar: outcome.lunar }),
        ...note,
      };
    }
    case "recurrence": {
      const note = outcome.note === undefined ? {} : { note: outcome.note };
      return {
        kind: "recurrence",
        ...where,
        rule: outcome.rule,
        first: outcome.first,
        echo: echoRecurrence(outcome.rule),
        ...note,
      };
    }
  }
}
