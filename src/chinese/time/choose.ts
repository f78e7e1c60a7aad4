import { fold } from "../fold.ts";
import { type Answer, ask } from "./ask.ts";
import { atMinute, dayNumber, minuteOfDay } from "./days.ts";
import { echoMoment, echoRecurrence } from "./echo.ts";
import type { FoundPhrase } from "./find-phrases.ts";
import type { Outcome } from "./outcome.ts";
import type { Clock, MomentPhrase, Phrase, RulePhrase, Span } from "./phrase.ts";
import type { PlaceContext } from "./place-context.ts";
import { resolve } from "./resolve.ts";

/** The one phrase that counts, and what it means. */
export type Chosen = { readonly outcome: Outcome; readonly span: Span; readonly phrase: Phrase };

type Read = Chosen & { readonly joint: FoundPhrase["joint"] };

/**
 * Rule 14: a reminder takes the first time (not one that is over when another is not), a deadline the one with 前 or
 * 内, a record the first that is not still to come. Times joined by 或者, 和 or 到 are asked.
 */
export function choose(
  found: readonly FoundPhrase[],
  words: (span: Span) => string,
  context: PlaceContext,
): Chosen | null {
  const reads = joinStart(strong(found)).map(
    ({ phrase, joint }): Read => ({ phrase, joint, span: phrase, outcome: resolve(phrase, words(phrase), context) }),
  );
  const timely = reads.filter((each) => each.outcome.kind !== "none");
  const chosen =
    context.use === "record" ? firstPast(timely) : context.use === "deadline" ? bounded(timely) : firstAhead(timely);
  if (!chosen) return null;
  if (context.use === "record") return chosen;
  if (
    chosen.outcome.kind === "recurrence" &&
    yearInFront.test(fold(words({ start: Math.max(0, chosen.span.start - 8), end: chosen.span.start })).text)
  )
    return {
      ...chosen,
      outcome: {
        ...ask(`“${words(chosen.span)}”从现在起一直提醒，不分年份，行吗？`, [], context),
        answers: answerOf(chosen.outcome, context),
      },
    };
  return twoBounds(timely, chosen, context) ?? joined(reads, chosen, words, context) ?? chosen;
}

/** 2028年工作日早上8点: a rule has no year of its own. */
const yearInFront = /(?:[\d〇零一二三四五六七八九]{4}|[今明后去]) ?年 ?的? ?$/;

/** Weak words count only when nothing better is there. */
function strong(found: readonly FoundPhrase[]): readonly FoundPhrase[] {
  const kept = found.filter(({ phrase }) => phrase.kind !== "vague" || !phrase.weak);
  return kept.length > 0 ? kept : found;
}

/** 从明天起每天: the day is where the rule begins. */
function joinStart(found: readonly FoundPhrase[]): readonly FoundPhrase[] {
  if (found.length < 2) return found;
  return found.flatMap((each, index): FoundPhrase[] => {
    const next = found[index + 1];
    if (each.phrase.kind === "moment" && next?.joint === "from") return [];
    const last = found[index - 1]?.phrase;
    if (each.joint !== "from" || each.phrase.kind !== "rule" || last?.kind !== "moment") return [each];
    const clocks = each.phrase.clocks.length > 0 || !last.clock ? each.phrase.clocks : [last.clock];
    const phrase: RulePhrase = { ...each.phrase, start: last.start, from: last.day, clocks };
    return [{ phrase, joint: null }];
  });
}

function firstPast(reads: readonly Read[]): Read | undefined {
  return reads.find(({ outcome }) => outcome.kind !== "ask" || !outcome.ahead) ?? reads[0];
}

function firstAhead(reads: readonly Read[]): Read | undefined {
  return reads.find(({ outcome }) => outcome.kind !== "past") ?? reads[0];
}

function bounded(reads: readonly Read[]): Read | undefined {
  const bounds = reads.filter(({ phrase }) => isBound(phrase));
  return bounds.find(({ outcome }) => outcome.kind !== "past") ?? bounds[0] ?? firstAhead(reads);
}

function isBound(phrase: Phrase): boolean {
  if (phrase.kind === "relative") return phrase.within;
  return phrase.kind !== "vague" && (phrase.edge === "before" || phrase.edge === "within");
}

/** 3日前报名，10日前完工: two deadlines, and only one can be kept. */
function twoBounds(reads: readonly Read[], chosen: Read, context: PlaceContext): Chosen | null {
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
function joined(
  reads: readonly Read[],
  chosen: Read,
  words: (span: Span) => string,
  context: PlaceContext,
): Chosen | null {
  const index = reads.indexOf(chosen);
  const next = reads[index + 1];
  const previous = context.use === "deadline" && chosen.joint ? reads[index - 1] : undefined;
  const [first, second] = previous ? [previous, chosen] : [chosen, next];
  if (!first || !second?.joint || second.joint === "from") return null;
  const days = second.phrase.kind !== "moment" || second.phrase.day !== null;
  if (second.joint === "to" && !days) return null;
  const other = inherit(first.phrase, second.phrase);
  const outcomes = [
    first.outcome,
    other === second.phrase ? second.outcome : resolve(other, words(second.phrase), context),
  ];
  const span = { start: first.span.start, end: second.span.end };
  const answers = outcomes.flatMap((each) => answerOf(each, context));
  const asked = ask(`“${words(span)}”说了两个时间，按哪个？`, [], context);
  return { ...chosen, span, outcome: answers.length > 0 ? { ...asked, answers } : asked };
}

function answerOf(outcome: Outcome, context: PlaceContext): Answer[] {
  const { now } = context;
  if (outcome.kind === "moment") return [{ kind: "moment", at: outcome.at, echo: echoMoment(outcome.at, { now }) }];
  if (outcome.kind !== "recurrence") return [];
  return [{ kind: "recurrence", rule: outcome.rule, first: outcome.first, echo: echoRecurrence(outcome.rule) }];
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
  return phrase.kind === "relative" || (phrase.kind === "moment" && (phrase as MomentPhrase).clock !== null);
}
