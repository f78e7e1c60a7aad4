import { fold } from "../fold.ts";
import { type Answer, ask } from "./ask.ts";
import { openAt } from "./close.ts";
import type { Reading } from "./combine.ts";
import { atMinute, dayNumber, isoDay, minuteOfDay } from "./days.ts";
import { echoDay, echoMoment, echoRecurrence } from "./echo.ts";
import { REMIND } from "./marks.ts";
import type { Outcome } from "./outcome.ts";
import type { Clock, Phrase, RulePhrase, Span } from "./phrase.ts";
import type { PlaceContext } from "./place-context.ts";
import { rangeOf } from "./range.ts";
import { resolve } from "./resolve.ts";
import { before } from "./scan.ts";

/** The one reading that counts, and what it means. */
export type Chosen = Reading & { readonly outcome: Outcome };

type Words = (span: Span) => string;

/**
 * Rule 14: a reminder takes the first time (not one that is over when another is not), a deadline the one with 前 or
 * 内, a record the first that is not still to come. Times joined by 或者 or 和, two times before the verb, and a
 * reading that is not closed are asked.
 */
export function choose(readings: readonly Reading[], text: string, words: Words, context: PlaceContext): Chosen | null {
  if (readings.length === 0) return null;
  const reads = joinStart(strong(readings)).map(
    (each): Chosen => ({ outcome: outcomeOf(each, words, context), ...each }),
  );
  const timely = reads.every((each) => each.outcome.kind !== "none")
    ? reads
    : reads.filter((each) => each.outcome.kind !== "none");
  const chosen =
    context.use === "record"
      ? firstPast(timely)
      : context.use === "deadline"
        ? bounded(timely, text)
        : firstAhead(timely);
  if (!chosen) return null;
  const settled =
    rangeOf(reads, chosen, words, context) ??
    (context.use === "record"
      ? twoTimes(timely, chosen, text, words, context)
      : several(reads, timely, chosen, text, words, context)) ??
    chosen;
  let from = 0;
  for (const { span, also } of readings) if (span.end <= settled.span.start) from = Math.max(from, (also ?? span).end);
  return closed(settled, text, words, from, context);
}

function several(
  reads: readonly Chosen[],
  timely: readonly Chosen[],
  chosen: Chosen,
  text: string,
  words: Words,
  context: PlaceContext,
): Chosen | null {
  return (
    yearOfRule(chosen, words, context) ??
    twoBounds(timely, chosen, context) ??
    joined(reads, chosen, words, context) ??
    twoTimes(timely, chosen, text, words, context)
  );
}

function outcomeOf(reading: Reading, words: Words, context: PlaceContext): Outcome {
  const said = words(reading.also ? { start: reading.span.start, end: reading.also.end } : reading.span);
  const short = said.length > 24 ? words(reading.span) : said;
  if (reading.doubt === "no anchor") return { ...ask(`“${short}”是哪一天？`, [], context), ...aheadIf(false) };
  const outcome = resolve(reading.phrase, short, context);
  if (reading.doubt) return doubted(outcome, `“${short}”前后说得不一样，是什么时候？`, context);
  if (!reading.insteadOf || (outcome.kind !== "moment" && outcome.kind !== "day" && outcome.kind !== "recurrence"))
    return outcome;
  const note = `听到改口，不按“${words(reading.insteadOf)}”`;
  return { ...outcome, note: outcome.note === undefined ? note : `${outcome.note}；${note}` };
}

function aheadIf(ahead: boolean): { ahead?: true } {
  return ahead ? { ahead: true } : {};
}

/** What was understood, as a question with that as its answer. */
function doubted(outcome: Outcome, question: string, context: PlaceContext): Outcome {
  if (outcome.kind === "none" || outcome.kind === "ask") return outcome;
  return { ...ask(question, [], context), answers: answerOf(outcome, context) };
}

/** The one rule: words beside the reading that may be time and were not read make it a question. */
function closed(chosen: Chosen, text: string, words: Words, from: number, context: PlaceContext): Chosen {
  const { outcome } = chosen;
  if (outcome.kind === "ask" || outcome.kind === "none") return chosen;
  const open = openAt(text, chosen, from);
  if (!open) return chosen;
  const question =
    open.why === "remainder"
      ? `“${words(chosen.span)}”里还有例外或期限，我记不下，按哪个？`
      : open.why === "event"
        ? `“${words(open.span).trim()}”是什么时候？`
        : `“${words({ start: Math.min(open.span.start, chosen.span.start), end: Math.max(open.span.end, chosen.span.end) })}”没听准，是什么时候？`;
  return { ...chosen, outcome: doubted(outcome, question, context) };
}

/** 后天，晚点提醒我: words after a day that leave its clock open. */
function unsettled(chosen: Chosen, next: Chosen, words: Words, context: PlaceContext): Chosen | null {
  const open = chosen.phrase.kind === "moment" && !chosen.phrase.clock && next.gap === "touch";
  if (!open || /^到时|^届时/.test(words(next.span))) return null;
  return { ...chosen, outcome: doubted(chosen.outcome, `“${words(next.span)}”是几点？`, context) };
}

function verbFollows(text: string, { also, span }: Reading): boolean {
  const { end } = also ?? span;
  const rest = text.slice(end, end + 40);
  const verb = REMIND.exec(rest);
  return verb !== null && !/[。;!?\n]/.test(rest.slice(0, verb.index));
}

/** 周三开会，周二提醒我: two times before one verb, or two days side by side. */
function twoTimes(
  timely: readonly Chosen[],
  chosen: Chosen,
  text: string,
  words: Words,
  context: PlaceContext,
): Chosen | null {
  const next = timely[timely.indexOf(chosen) + 1];
  if (!next || !["touch", "near", "and"].includes(next.gap) || next.outcome.kind === "past") return null;
  if (next.phrase.kind === "vague" && next.phrase.weak) return unsettled(chosen, next, words, context);
  const beside = next.gap === "touch" && next.phrase.kind === "moment" && next.phrase.day !== null;
  if (!beside && (context.use !== "reminder" || !verbFollows(text, next))) return null;
  const answers = [chosen.outcome, next.outcome].flatMap((each) => answerOf(each, context));
  if (answers.length === 2 && answers[0]?.echo === answers[1]?.echo) return null;
  const span = { start: chosen.span.start, end: (next.also ?? next.span).end };
  return { ...chosen, span, outcome: { ...ask(`“${words(span)}”说了两个时间，按哪个？`, [], context), answers } };
}

function yearOfRule(chosen: Chosen, words: Words, context: PlaceContext): Chosen | null {
  const { outcome, span } = chosen;
  if (outcome.kind !== "recurrence") return null;
  if (!yearInFront.test(fold(words({ start: Math.max(0, span.start - 8), end: span.start })).text)) return null;
  return {
    ...chosen,
    outcome: {
      ...ask(`“${words(span)}”从现在起一直提醒，不分年份，行吗？`, [], context),
      answers: answerOf(outcome, context),
    },
  };
}

/** 2028年工作日早上8点: a rule has no year of its own. */
const yearInFront = /(?:[\d〇零一二三四五六七八九]{4}|[今明后去]) ?年 ?的? ?$/;

/** Weak words count only when nothing better is there. */
function strong(found: readonly Reading[]): readonly Reading[] {
  if (found.length === 1) return found;
  const kept = found.filter(
    ({ phrase, gap }, index) => phrase.kind !== "vague" || !phrase.weak || (gap === "touch" && index > 0),
  );
  return kept.length > 0 ? kept : found;
}

/** 从明天起每天: the day is where the rule begins. */
function joinStart(found: readonly Reading[]): readonly Reading[] {
  if (found.length < 2) return found;
  return found.flatMap((each, index): Reading[] => {
    const next = found[index + 1];
    if (each.phrase.kind === "moment" && next?.gap === "from") return [];
    const last = found[index - 1];
    if (each.gap !== "from" || each.phrase.kind !== "rule" || last?.phrase.kind !== "moment") return [each];
    const clocks = each.phrase.clocks.length > 0 || !last.phrase.clock ? each.phrase.clocks : [last.phrase.clock];
    const start = last.span.start;
    const phrase: RulePhrase = { ...each.phrase, start, from: last.phrase.day, clocks };
    return [{ phrase, span: { start, end: each.span.end }, gap: last.gap, ...(each.also ? { also: each.also } : {}) }];
  });
}

function firstPast(reads: readonly Chosen[]): Chosen | undefined {
  return reads.find(({ outcome }) => outcome.kind !== "ask" || !outcome.ahead) ?? reads[0];
}

function firstAhead(reads: readonly Chosen[]): Chosen | undefined {
  return reads.find(({ outcome }) => outcome.kind !== "past") ?? reads[0];
}

const AT_LATEST = /(?:最迟|最晚|至迟|不晚于)$/;

function bounded(reads: readonly Chosen[], text: string): Chosen | undefined {
  const bounds = reads.filter(({ phrase, span }) => isBound(phrase) || AT_LATEST.test(before(text, span.start, 4)));
  return bounds.find(({ outcome }) => outcome.kind !== "past") ?? bounds[0] ?? firstAhead(reads);
}

function isBound(phrase: Phrase): boolean {
  if (phrase.kind === "relative") return phrase.within;
  return phrase.kind !== "vague" && (phrase.edge === "before" || phrase.edge === "within");
}

/** 3日前报名，10日前完工: two deadlines, and only one can be kept. */
function twoBounds(reads: readonly Chosen[], chosen: Chosen, context: PlaceContext): Chosen | null {
  if (context.use !== "deadline" || !isBound(chosen.phrase) || chosen.outcome.kind !== "moment") return null;
  const { at } = chosen.outcome;
  const moments = reads.flatMap(({ phrase, outcome }) =>
    isBound(phrase) && outcome.kind === "moment" ? [outcome.at] : [],
  );
  if (moments.every((each) => each === at)) return null;
  const choices = moments.map((each) => ({ day: dayNumber(each), minute: minuteOfDay(each) }));
  return { ...chosen, outcome: ask("说了两个期限，按哪个？", choices, context) };
}

/** Two times for one thing: asked, with both as choices. */
function joined(reads: readonly Chosen[], chosen: Chosen, words: Words, context: PlaceContext): Chosen | null {
  const index = reads.indexOf(chosen);
  const next = reads[index + 1];
  const previous = context.use === "deadline" && isJoint(chosen.gap) ? reads[index - 1] : undefined;
  const [first, second] = previous ? [previous, chosen] : [chosen, next];
  if (!first || !second || !isJoint(second.gap)) return null;
  const days = second.phrase.kind !== "moment" || second.phrase.day !== null;
  if (second.gap === "to" && !days) return null;
  const other = inherit(first.phrase, second.phrase);
  const outcomes = [
    first.outcome,
    other === second.phrase ? second.outcome : resolve(other, words(second.phrase), context),
  ];
  const span = { start: first.span.start, end: (second.also ?? second.span).end };
  const answers = outcomes.flatMap((each) => answerOf(each, context));
  const asked = ask(`“${words(span)}”说了两个时间，按哪个？`, [], context);
  return { ...chosen, span, outcome: answers.length > 0 ? { ...asked, answers } : asked };
}

function isJoint(gap: Reading["gap"]): boolean {
  return gap === "or" || gap === "and" || gap === "to";
}

export function answerOf(outcome: Outcome, context: PlaceContext): Answer[] {
  const { now } = context;
  if (outcome.kind === "moment") return [{ kind: "moment", at: outcome.at, echo: echoMoment(outcome.at, { now }) }];
  if (outcome.kind === "day") return [{ kind: "day", day: isoDay(outcome.day), echo: echoDay(outcome.day, { now }) }];
  if (outcome.kind !== "recurrence") return [];
  return [{ kind: "recurrence", rule: outcome.rule, first: outcome.first, echo: echoRecurrence(outcome.rule, now) }];
}

/** 明天上午或者下午: the second has the first one's day. */
function inherit(first: Phrase, second: Phrase): Phrase {
  if (first.kind !== "moment" || second.kind !== "moment" || second.day) return second;
  return { ...second, day: first.day };
}

/** A reminder's moment moved by 提前, 前一天 or 当天早上. */
export function moved(at: number, days: number, minutes: number, clock: Clock | null): number {
  const day = dayNumber(at) - days;
  return atMinute(day, (clock?.minutes[0] ?? minuteOfDay(at)) - minutes);
}

export function hasClock(phrase: Phrase): boolean {
  return phrase.kind === "relative" || (phrase.kind === "moment" && phrase.clock !== null && !phrase.clock.partOnly);
}
