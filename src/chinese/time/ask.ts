import { addMonths, atMinute, civil, type Day, isoDay, lastOfMonth, weekdayOf } from "./days.ts";
import { echoDay, echoMoment, echoRecurrence } from "./echo.ts";
import { lunarText } from "./lunar.ts";
import type { Clock, DayExpr, RuleSpec, VaguePhrase, VagueTopic } from "./phrase.ts";
import { place } from "./place.ts";
import type { PlaceContext } from "./place-context.ts";
import { nextOccurrence, type Recurrence } from "./recurrence.ts";

/** A likely answer, before it is bound to a place in the text. */
export type Answer =
  | { readonly kind: "moment"; readonly at: number; readonly echo: string }
  | { readonly kind: "day"; readonly day: string; readonly echo: string }
  | { readonly kind: "recurrence"; readonly rule: Recurrence; readonly first: number; readonly echo: string };

/** The question about what was understood, with its two likeliest answers. */
export type Asked = {
  readonly kind: "ask";
  readonly question: string;
  /** at most two, likeliest first */
  readonly answers: readonly Answer[];
  /** a record's time that is still to come: more likely something else in the sentence than its time */
  readonly ahead?: true;
};

const FESTIVALS: readonly DayExpr[] = [
  { kind: "date", year: null, month: { month: 1 }, day: 1 },
  { kind: "lunar", year: null, month: 1, leap: false, day: 1 },
  { kind: "term", year: null, name: "清明" },
  { kind: "date", year: null, month: { month: 5 }, day: 1 },
  { kind: "lunar", year: null, month: 5, leap: false, day: 5 },
  { kind: "lunar", year: null, month: 8, leap: false, day: 15 },
  { kind: "date", year: null, month: { month: 10 }, day: 1 },
];

/** A day and the minute on it; the minute is null where a record names the day only. */
type Candidate = { readonly day: Day; readonly minute: number | null };

export function ask(question: string, candidates: readonly Candidate[], context: PlaceContext): Asked {
  const spare = context.use === "record" ? [0, -1] : [1, 2];
  const all = [...candidates, ...spare.map((days) => ({ day: context.today + days, minute: usualMinute(context) }))];
  return { kind: "ask", question, answers: firstTwo(all.flatMap((each) => choiceOf(each, context))) };
}

/** Rule 2: the minute of a day without a clock; null in a record. */
export function usualMinute(context: PlaceContext): number | null {
  if (context.use === "record") return null;
  return context.use === "deadline" ? 1080 : 480;
}

function choiceOf(candidate: Candidate, context: PlaceContext): Answer[] {
  const at = atMinute(candidate.day, candidate.minute ?? 0);
  const options = { now: context.now };
  if (context.use === "record" ? at > context.now : at <= context.now) return [];
  if (candidate.minute === null)
    return [{ kind: "day", day: isoDay(candidate.day), echo: echoDay(candidate.day, options) }];
  return [{ kind: "moment", at, echo: echoMoment(at, options) }];
}

function firstTwo(all: readonly Answer[]): readonly Answer[] {
  const [first, ...rest] = all;
  if (!first) return [];
  const second = rest.find((each) => each.echo !== first.echo);
  return second ? [first, second] : [first];
}

/** Two rules that may be meant. */
export function askRules(question: string, rules: readonly Recurrence[], context: PlaceContext): Asked {
  const choices = rules.map((rule): Answer => {
    const first = nextOccurrence(rule, context.now, context.calendar);
    return {
      kind: "recurrence",
      rule,
      first,
      echo: `${echoRecurrence(rule, context.now)}（${echoMoment(first, { now: context.now })}起）`,
    };
  });
  return { kind: "ask", question, answers: firstTwo(choices) };
}

export function recurrence(rule: RuleSpec, hours: readonly number[], minute: number, from: Day): Recurrence {
  return { ...rule, hours, minute, from: isoDay(from) };
}

export function askVague(phrase: VaguePhrase, words: string, context: PlaceContext): Asked {
  const { topic } = phrase;
  if (topic.about === "rules") return askWhichRule(topic, phrase.clock, words, context);
  const asked = `“${words}”是什么时候？`;
  if (topic.about === "soon" && context.use === "deadline")
    return ask(
      asked,
      [0, 1].map((days) => ({ day: context.today + days, minute: 1080 })),
      context,
    );
  if (topic.about === "soon" || (topic.about === "duration" && topic.minutes !== null)) {
    const [near, far] = topic.about === "duration" ? [topic.minutes ?? 30, (topic.minutes ?? 30) * 2] : [30, 120];
    return ask(asked, context.use === "record" ? [] : [fromNow(near, context), fromNow(far, context)], context);
  }
  const minutes = phrase.clock && context.use !== "record" ? phrase.clock.minutes : [usualMinute(context)];
  const minute = minutes[0] ?? usualMinute(context);
  return ask(
    asked,
    daysOf(topic, minute ?? 480, context).map((day) => ({ day, minute })),
    context,
  );
}

function fromNow(minutes: number, context: PlaceContext): Candidate {
  const since = (context.now - atMinute(context.today, 0)) / 60_000;
  return { day: context.today, minute: since + Math.max(1, Math.round(minutes)) };
}

function askWhichRule(
  topic: Extract<VagueTopic, { about: "rules" }>,
  clock: Clock | null,
  words: string,
  context: PlaceContext,
): Asked {
  const minute = (clock?.minutes[0] ?? 480) % 1440;
  const hours = [Math.floor(minute / 60)];
  const rules = topic.rules.map(({ rule, later }) => {
    const first = recurrence(rule, hours, minute % 60, context.today);
    const start = Math.floor(
      (nextOccurrence({ ...first, ...(rule.kind === "rrule" ? { interval: 1 } : {}) }, context.now, context.calendar) +
        28_800_000) /
        86_400_000,
    );
    return recurrence(rule, hours, minute % 60, start + later);
  });
  return askRules(`“${words}”是怎么个重复法？`, rules, context);
}

function daysOf(topic: Exclude<VagueTopic, { about: "rules" | "soon" }>, minute: number, context: PlaceContext): Day[] {
  const { today } = context;
  const past = context.use === "record";
  switch (topic.about) {
    case "days":
      return past ? [today - 2, today - 1] : [today + 2, today + 3];
    case "past":
      return [today - 2, today - 3];
    case "event":
    case "now":
      return [];
    case "duration":
      return [today + topic.days, today + topic.days + 1];
    case "week": {
      const monday = today - weekdayOf(today) + 1 + topic.weeks * 7;
      return topic.weeks === 0 ? [monday + 4, monday + 6, monday + 11] : [monday, monday + 4];
    }
    case "weekend": {
      const saturday = today - weekdayOf(today) + 6 + topic.weeks * 7;
      return [saturday, saturday + 1, saturday + 7, saturday + 8];
    }
    case "month":
      return monthDays(topic, minute, context);
    case "dates":
      return topic.days
        .flatMap((each) => place(each, minute, false, 0, context)?.day ?? [])
        .filter((day) => day < today + 330);
    case "eve":
      return beforeHoliday(topic.festival, context);
    case "holiday":
      return afterHoliday(topic.festival, context);
  }
}

function monthDays(topic: Extract<VagueTopic, { about: "month" }>, minute: number, context: PlaceContext): Day[] {
  const whole = topic.days[0] === 1 && topic.days[1] === -1;
  const wanted = whole && context.use === "deadline" ? [-1, 25] : topic.days;
  const dates = wanted.map((day): DayExpr => ({ kind: "date", year: topic.year, month: topic.month, day }));
  const found = dates.flatMap((each) => place(each, minute, false, 0, context)?.day ?? []);
  if (context.use === "record" || !("months" in topic.month) || topic.month.months !== 0) return found;
  const now = civil(context.today);
  const next = addMonths(now.year, now.month, 1);
  const later = topic.days.map(
    (day) => Date.UTC(next.year, next.month - 1, day < 0 ? lastOfMonth(next.year, next.month) : day) / 86_400_000,
  );
  return [...found, ...later];
}

function beforeHoliday(festival: DayExpr | null, context: PlaceContext): Day[] {
  const days = (festival ? [festival] : FESTIVALS).flatMap((each) => place(each, 480, false, 0, context)?.day ?? []);
  const first = Math.min(...days);
  return Number.isFinite(first) ? [first - 1, first - 3] : [];
}

/** Days off from the festival on: seven at 春节 and 国庆, five at 五一, else the day itself and the weekend beside it. */
function usualLength(first: Day): number {
  const { month, day } = civil(first);
  if (month === 5 && day === 1) return 5;
  return (month === 10 && day === 1) || lunarText(first) === "正月初一" ? 7 : 1;
}

/** The first working days after the holiday that is on or comes next; without data after the days it usually has. */
function afterHoliday(festival: DayExpr | null, context: PlaceContext): Day[] {
  const recently: PlaceContext = {
    ...context,
    use: "reminder",
    today: context.today - 8,
    now: context.now - 8 * 86_400_000,
  };
  const days = (festival ? [festival] : FESTIVALS).flatMap((each) => place(each, 480, false, 0, recently)?.day ?? []);
  const first = Math.min(...days);
  if (!Number.isFinite(first)) return [];
  let day = context.calendar.holiday(first) === null ? first + usualLength(first) : first;
  const found: Day[] = [];
  for (; found.length < 2; day++) if (context.calendar.isWorkday(day) && day > context.today) found.push(day);
  return found;
}
