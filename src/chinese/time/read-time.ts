import type { Folded } from "../fold.ts";
import { type Advance, findAdvance } from "./advance.ts";
import { type Answer, ask } from "./ask.ts";
import { choose } from "./choose.ts";
import { combine } from "./combine.ts";
import { dayNumber, isoDay } from "./days.ts";
import { echoDay, echoMoment, echoRecurrence } from "./echo.ts";
import { findPhrases } from "./find-phrases.ts";
import { cutOut, findLimits, type Limits, limited } from "./limits.ts";
import type { Outcome } from "./outcome.ts";
import type { Span } from "./phrase.ts";
import { contextOf, type PlaceContext } from "./place-context.ts";
import { prepare } from "./prepare.ts";
import { advanced } from "./read-ahead.ts";
import type { Choice, Choices, TimeContext, TimeResult } from "./result.ts";
import { unreadTime } from "./unread.ts";

/** A command looks at the first 2,000 characters; the rest is content. */
const READ_AT_MOST = 2000;

/** Reads the time that a sentence is about. Pure; never throws; linear in the length. */
export function readTime(text: string, context: TimeContext): TimeResult {
  const folded = prepare(text.slice(0, READ_AT_MOST));
  const limits = context.use === "reminder" ? findLimits(folded.text) : null;
  return (limits && readLimited(text, folded, limits, context)) ?? readPlain(text, folded, context);
}

/** A rule with what it leaves out and where it ends; null: it is none, or cannot have these limits. */
function readLimited(text: string, folded: Folded, limits: Limits, context: TimeContext): TimeResult | null {
  const lastDay = (words: string) => {
    const last = readTime(words.replace(/年[底末](?=$|之?前|以前)/u, "年12月31日").replace(/^年12/u, "12"), {
      ...context,
      use: "deadline",
    });
    if (last.kind !== "moment" && last.kind !== "day") return null;
    if (withoutTime(words, last.span, last.also) !== "") return null;
    return last.kind === "day" ? last.day : isoDay(dayNumber(last.at));
  };
  const others = limits.spans.map((span) => place(folded, span));
  return readPlain(text, cutOut(folded, limits.spans), context, { limits, lastDay, others });
}

type Limiting = {
  readonly limits: Limits;
  readonly lastDay: (words: string) => string | null;
  /** where their words stand in the original */
  readonly others: readonly Span[];
};

function readPlain(text: string, folded: Folded, context: TimeContext): TimeResult;
function readPlain(text: string, folded: Folded, context: TimeContext, limiting: Limiting): TimeResult | null;
function readPlain(text: string, folded: Folded, context: TimeContext, limiting?: Limiting): TimeResult | null {
  const placeContext = contextOf(context.sentAt, context.use, context.calendar);
  const words = (span: Span) => original(text, folded, span);
  const found = findPhrases(folded.text);
  const reminder = context.use === "reminder";
  const advance =
    reminder && folded.text.includes("前")
      ? findAdvance(
          folded.text,
          found.map((each) => each.phrase),
        )
      : null;
  const outside = advance
    ? found.filter(({ phrase }) => phrase.end <= advance.start || phrase.start >= advance.end)
    : found;
  const readings = combine(outside, folded.text, context.use === "record");
  const chosen = choose(readings, folded.text, words, placeContext);
  if (!chosen) return limiting ? null : unread(folded, placeContext);
  const span = place(folded, chosen.span);
  const also = advance ?? chosen.also;
  // 提前一天，不对，大后天: what was taken back is not known
  const takenBack = outside.some(({ phrase, gap }) => gap === "instead" && advance && phrase.start >= advance.end);
  const base = limiting ? bounded(chosen.outcome, limiting, words(chosen.span), placeContext) : chosen.outcome;
  if (base === null) return null;
  const outcome = advance
    ? advanced({ ...chosen, outcome: base }, takenBack ? unclear(advance) : advance, words(advance), placeContext)
    : base;
  const others = limiting?.others.filter((each) => each.start >= span.end || each.end <= span.start) ?? [];
  const where = {
    span,
    ...(also ? { also: place(folded, also) } : {}),
    ...(others.length > 0 ? { others } : {}),
  };
  return worded(outcome, where, placeContext);
}

function bounded(outcome: Outcome, { limits, lastDay }: Limiting, words: string, context: PlaceContext) {
  return outcome.kind === "recurrence" ? limited(outcome, limits, lastDay, words, context) : null;
}

const unclear = (advance: Advance): Advance => {
  const [first, ...more] = advance.steps;
  return { ...advance, steps: [{ ...first, unclear: true }, ...more] };
};

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

function place(folded: Folded, span: Span): Span {
  return { start: folded.at[span.start] ?? 0, end: folded.at[span.end] ?? 0 };
}

function original(text: string, folded: Folded, span: Span): string {
  const { start, end } = place(folded, span);
  return text.slice(start, end);
}

/** Words of a time that only an event will tell, or that nothing here can read: asked rather than overlooked. */
function unread(folded: Folded, context: PlaceContext): TimeResult {
  const words = unreadTime(folded.text, context.use);
  if (!words) return { kind: "none" };
  const asked = ask("这个时间我定不下来，是哪天几点？", [], context);
  return worded(asked, { span: place(folded, words) }, context);
}

type Where = { readonly span: Span; readonly also?: Span; readonly others?: readonly Span[] };

function choicesAt(answers: readonly Answer[], where: Where): Choices {
  const [first, second] = answers.map((answer): Choice => ({ ...answer, ...where }));
  if (!first) return [];
  return second ? [first, second] : [first];
}

function worded(outcome: Outcome, where: Where, context: PlaceContext): TimeResult {
  const result = at(outcome, where, context);
  const note = "note" in outcome ? outcome.note : undefined;
  return note === undefined || result.kind === "none" || result.kind === "ask" || result.kind === "past"
    ? result
    : { ...result, note };
}

function at(outcome: Outcome, where: Where, { now }: PlaceContext): TimeResult {
  switch (outcome.kind) {
    case "none":
      return outcome;
    case "ask":
      return { kind: "ask", ...where, question: outcome.question, choices: choicesAt(outcome.answers, where) };
    case "past":
      return { kind: "past", ...where, at: outcome.at, echo: echoMoment(outcome.at, { now }) };
    case "day": {
      const echo = echoDay(outcome.day, { now, lunar: outcome.lunar });
      return { kind: "day", ...where, day: isoDay(outcome.day), echo };
    }
    case "moment":
      return { kind: "moment", ...where, at: outcome.at, echo: echoMoment(outcome.at, { now, lunar: outcome.lunar }) };
    case "recurrence": {
      const { rule, first } = outcome;
      return { kind: "recurrence", ...where, rule, first, echo: echoRecurrence(rule, now) };
    }
  }
}
