import type { Folded } from "../fold.ts";
import { type Advance, findAdvance } from "./advance.ts";
import { type Answer, ask } from "./ask.ts";
import { type Chosen, choose, hasClock, moved } from "./choose.ts";
import { combine } from "./combine.ts";
import { dayNumber, isoDay, minuteOfDay } from "./days.ts";
import { echoDay, echoMoment, echoRecurrence } from "./echo.ts";
import { findPhrases } from "./find-phrases.ts";
import type { Outcome } from "./outcome.ts";
import type { Span } from "./phrase.ts";
import { contextOf, type PlaceContext } from "./place-context.ts";
import { prepare } from "./prepare.ts";
import { earlier, nextOccurrence } from "./recurrence.ts";
import type { Choice, Choices, TimeContext, TimeResult } from "./result.ts";
import { unreadTime } from "./unread.ts";

/** A command looks at the first 2,000 characters; the rest is content. */
const READ_AT_MOST = 2000;

/** Reads the time that a sentence is about. Pure; never throws; linear in the length. */
export function readTime(text: string, context: TimeContext): TimeResult {
  const folded = prepare(text.slice(0, READ_AT_MOST));
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
  if (!chosen) return unread(folded, placeContext);
  const span = place(folded, chosen.span);
  const also = advance ?? chosen.also;
  // 提前一天，不对，大后天: what was taken back is not known
  const takenBack = outside.some(({ phrase, gap }) => gap === "instead" && advance && phrase.start >= advance.end);
  const outcome = advance
    ? advanced(chosen, takenBack ? { ...advance, unclear: true } : advance, words(advance), placeContext)
    : chosen.outcome;
  return worded(outcome, span, also && place(folded, also), placeContext);
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

/** Words of a time that only an event will tell, or that nothing here can read: asked rather than overlooked. */
function unread(folded: Folded, context: PlaceContext): TimeResult {
  const words = unreadTime(folded.text, context.use);
  if (!words) return { kind: "none" };
  const asked = ask("这个时间我定不下来，是哪天几点？", [], context);
  return worded(asked, place(folded, words), undefined, context);
}

function choicesAt(answers: readonly Answer[], where: { span: Span; also?: Span }): Choices {
  const [first, second] = answers.map((answer): Choice => ({ ...answer, ...where }));
  if (!first) return [];
  return second ? [first, second] : [first];
}

function worded(outcome: Outcome, span: Span, also: Span | undefined, context: PlaceContext): TimeResult {
  const result = atSpan(outcome, span, also, context);
  if (result.kind === "none") return result;
  const placed = also ? { ...result, also } : result;
  const note = "note" in outcome ? outcome.note : undefined;
  return note === undefined || placed.kind === "ask" || placed.kind === "past" ? placed : { ...placed, note };
}

function atSpan(outcome: Outcome, span: Span, also: Span | undefined, { now }: PlaceContext): TimeResult {
  switch (outcome.kind) {
    case "none":
      return outcome;
    case "ask": {
      const choices = choicesAt(outcome.answers, also ? { span, also } : { span });
      return { kind: "ask", span, question: outcome.question, choices };
    }
    case "past":
      return { kind: "past", span, at: outcome.at, echo: echoMoment(outcome.at, { now }) };
    case "day": {
      const echo = echoDay(outcome.day, { now, lunar: outcome.lunar });
      return { kind: "day", span, day: isoDay(outcome.day), echo };
    }
    case "moment":
      return { kind: "moment", span, at: outcome.at, echo: echoMoment(outcome.at, { now, lunar: outcome.lunar }) };
    case "recurrence": {
      const { rule, first } = outcome;
      return { kind: "recurrence", span, rule, first, echo: echoRecurrence(rule) };
    }
  }
}
