import { type Asked, ask, askRules, askVague, recurrence, usualMinute } from "./ask.ts";
import { unknownYearNote } from "./calendar.ts";
import { atMinute, civil, type Day, dayNumber, isoDay, weekdayName, weekdayOf } from "./days.ts";
import type { Clock, DayExpr, MomentPhrase, Part, Phrase, RelativePhrase, RulePhrase, VaguePhrase } from "./phrase.ts";
import { lunarEither, type PlaceContext, type Placed, place } from "./place.ts";
import { anchored, nextOccurrence, type Recurrence, skippedNote } from "./recurrence.ts";

/** What a phrase means, before it is worded. */
export type Outcome =
  | {
      readonly kind: "moment";
      readonly at: number;
      readonly lunar: boolean;
      readonly clocked: boolean;
      readonly note?: string;
    }
  | { readonly kind: "day"; readonly day: Day; readonly lunar: boolean; readonly note?: string }
  | { readonly kind: "recurrence"; readonly rule: Recurrence; readonly first: number; readonly note?: string }
  | { readonly kind: "past"; readonly at: number }
  | { readonly kind: "none" }
  | Asked;

/** How far back a record may lie, in days. */
const OLDEST_RECORD = 60;
/** When a part of the day is over: before that, 今天下午 without an hour is not yet past. */
const PART_ENDS: Record<Part, number> = {
  凌晨: 360,
  早上: 600,
  上午: 720,
  中午: 840,
  下午: 1080,
  后晌: 1260,
  傍晚: 1170,
  晚上: 1440,
  夜里: 1440,
};

/** Reads one phrase by the rules of its use. `words` are the original characters of the phrase. */
export function resolve(phrase: Phrase, words: string, context: PlaceContext): Outcome {
  switch (phrase.kind) {
    case "vague":
      return resolveVague(phrase, words, context);
    case "rule":
      return context.use === "record" ? { kind: "none" } : resolveRule(phrase, words, context);
    case "relative":
      return resolveRelative(phrase, words, context);
    case "moment":
      return context.use === "record" ? resolveRecord(phrase, words, context) : resolveFuture(phrase, words, context);
  }
}

function resolveVague(phrase: VaguePhrase, words: string, context: PlaceContext): Outcome {
  const record = context.use === "record";
  if (phrase.topic.about === "now")
    return record ? { kind: "day", day: context.today, lunar: false } : { kind: "none" };
  if (record && phrase.topic.about === "rules") return { kind: "none" };
  if (!record || phrase.topic.about === "past") return askVague(phrase, words, context);
  return phrase.weak ? { kind: "none" } : { ...askVague(phrase, words, context), ahead: true };
}

function resolveRelative(phrase: RelativePhrase, words: string, context: PlaceContext): Outcome {
  const at = context.now + phrase.minutes * 60_000;
  if (context.use !== "record") return phrase.minutes > 0 ? moment(at, phrase, true) : { kind: "past", at };
  if (phrase.minutes > 0) return askAhead(words, [], context);
  if (at < atMinute(context.today - OLDEST_RECORD, 0)) return ask(`“${words}”太久了，是哪天？`, [], context);
  return moment(at, phrase, true);
}

function moment(at: number, from: MomentPhrase | RelativePhrase, clocked: boolean, note?: string): Outcome {
  const lunar = from.kind === "moment" && from.lunar;
  return { kind: "moment", at, lunar, clocked, ...(note === undefined ? {} : { note }) };
}

function resolveRule(phrase: RulePhrase, words: string, context: PlaceContext): Outcome {
  const said = phrase.clocks.map((clock) => clock.minutes);
  const clear = said.every((minutes) => minutes.length === 1);
  const heard = said.flatMap((each) => each.slice(0, 1));
  const minutes = heard.length > 0 ? heard : [phrase.edge === "before" ? 1080 : 480];
  const first = minutes[0] ?? 480;
  const sameMinute = minutes.every((each) => each % 60 === first % 60);
  const overnight = minutes.some((each) => each >= 1440);
  const start = phrase.from ? place(phrase.from, first, true, 0, context) : null;
  const daily = phrase.rule.kind === "rrule" && phrase.rule.frequency === "DAILY";
  const hours = [...new Set(minutes.map((each) => Math.floor((each % 1440) / 60)))].sort((a, b) => a - b);
  const draft = recurrence(phrase.rule, hours, first % 60, Math.max(start?.day ?? context.today, context.today));
  if (!exists(draft)) return ask(`没有“${words}”这样的日子，是哪天？`, [], context);
  const rule = settle(draft, context);
  if (!clear || !sameMinute || (overnight && !daily))
    return askRules(
      `“${words}”的钟点没听准，是几点？`,
      [
        { ...rule, hours: hours.slice(0, 1) },
        { ...rule, hours: hours.slice(-1) },
      ],
      context,
    );
  if (phrase.edge === "before" && said.length === 0)
    return askRules(`“${words}”是当天几点？`, [rule, { ...rule, hours: [8] }], context);
  const next = nextOccurrence(rule, context.now, context.calendar);
  const year = civil(dayNumber(next)).year;
  const unknown = rule.kind === "workdays" && !context.calendar.knows(year) ? unknownYearNote(year) : undefined;
  const note = unknown ?? skippedNote(rule);
  return { kind: "recurrence", rule, first: next, ...(note === undefined ? {} : { note }) };
}

/** Intervals are counted from the first day the rule is due after the message. */
function settle(rule: Recurrence, context: PlaceContext): Recurrence {
  const single = rule.kind === "rrule" ? { ...rule, interval: 1 } : rule;
  const first = nextOccurrence(single, context.now, context.calendar);
  return anchored({ ...rule, from: isoDay(dayNumber(first)) }, context.calendar);
}

function exists(rule: Recurrence): boolean {
  if (rule.kind === "lunar") return rule.days.every((day) => day <= 30) && (rule.month ?? 1) <= 12;
  if (rule.kind !== "rrule") return true;
  const longest = (month: number) => (month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31);
  return (
    rule.months.every((month) => month >= 1 && month <= 12) &&
    rule.monthDays.every((day) => day <= (rule.months.length > 0 ? Math.min(...rule.months.map(longest)) : 31))
  );
}

/** Reminders and deadlines: a moment to come, a question, or past. */
function resolveFuture(phrase: MomentPhrase, words: string, context: PlaceContext): Outcome {
  const { clock } = phrase;
  const minute = clock ? (clock.minutes[0] ?? null) : null;
  const usual = phrase.edge === "before" || phrase.edge === "within" ? 1080 : (usualMinute(context) ?? 480);
  if (!phrase.day) return clock ? resolveClock(phrase, clock, words, context) : { kind: "none" };
  const eve = phrase.festival && phrase.edge === "before" && !clock ? -1 : 0;
  const due = minute ?? usual;
  const placed = place(phrase.day, due, clock !== null, eve, context);
  if (!placed) return nowhere(phrase.day, due, words, context);
  const conflict = contradiction(phrase, placed, words, context);
  if (conflict) return conflict;
  if (clock && clockIsUnclear(clock, phrase))
    return ask(unclear(words), clockChoices(clock, placed.day, context), context);
  if (phrase.edge === "after" || phrase.edge === "around") return askLater(phrase, placed, due, words, context);
  if (placed.today && yearly(phrase.day))
    return ask(
      over(words),
      [
        { day: context.today, minute: nextHour(context) },
        { day: placed.day, minute: due },
      ],
      context,
    );
  const day = placed.day + eve - (phrase.shift?.days ?? 0);
  const at = atMinute(day, due - (phrase.shift?.minutes ?? 0));
  return at > context.now
    ? moment(at, phrase, clock !== null, placed.note)
    : whenOver(phrase, placed, at, words, context);
}

function yearly(day: DayExpr): boolean {
  return day.kind === "lunar"
    ? day.month > 0
    : day.kind === "term" || day.kind === "nth" || (day.kind === "date" && day.month !== null);
}

/** Rules 2, 7 and 13: 今天 without an hour, 这周五 and what was moved are asked; the rest is past. */
function whenOver(phrase: MomentPhrase, placed: Placed, at: number, words: string, context: PlaceContext): Outcome {
  const { day, clock } = phrase;
  const minute = clock?.minutes[0] ?? usualMinute(context) ?? 480;
  if (phrase.shift) return ask(over(words), [{ day: placed.day, minute }], context);
  if (day?.kind === "weekday" && day.weeks === 0)
    return ask(
      `“${words}”是${shortDate(placed.day)}，已经过了，是哪天？`,
      [7, 14].map((days) => ({ day: placed.day + days, minute })),
      context,
    );
  const isToday = placed.day === context.today;
  const partLeft =
    clock?.partOnly && clock.part && PART_ENDS[clock.part] > (context.now - atMinute(context.today, 0)) / 60_000;
  if (isToday && (!clock || partLeft))
    return ask(
      `“${words}”没说几点，是几点？`,
      [
        { day: placed.day, minute: nextHour(context) },
        { day: placed.day + 1, minute },
      ],
      context,
    );
  return { kind: "past", at };
}

function shortDate(day: Day): string {
  const date = civil(day);
  return `${date.month}月${date.day}日`;
}

/** The next full hour at least half an hour away. */
function nextHour(context: PlaceContext): number {
  return Math.ceil(((context.now - atMinute(context.today, 0)) / 60_000 + 30) / 60) * 60;
}

/** A clock without a day: the next such one. */
function resolveClock(phrase: MomentPhrase, clock: Clock, words: string, context: PlaceContext): Outcome {
  const next = (minute: number) => (atMinute(context.today, minute) > context.now ? context.today : context.today + 1);
  if (clockIsUnclear(clock, phrase))
    return ask(
      unclear(words),
      clock.minutes.map((minute) => ({ day: next(minute), minute })),
      context,
    );
  const minute = clock.minutes[0] ?? 0;
  const day = next(minute);
  if (phrase.edge === "after" || phrase.edge === "around")
    return ask(
      unclear(words),
      [
        { day, minute },
        { day, minute: minute + 60 },
      ],
      context,
    );
  const at = atMinute(day - (phrase.shift?.days ?? 0), minute - (phrase.shift?.minutes ?? 0));
  return at > context.now ? moment(at, phrase, true) : ask(over(words), [{ day, minute }], context);
}

function clockIsUnclear(clock: Clock, phrase: MomentPhrase): boolean {
  return clock.minutes.length !== 1 || clock.loose || (clock.smallHours && phrase.day !== null);
}

function clockChoices(clock: Clock, day: Day, context: PlaceContext): { day: Day; minute: number | null }[] {
  if (clock.smallHours)
    return clock.minutes.flatMap((minute) => [
      { day: day + 1, minute },
      { day, minute },
    ]);
  if (clock.loose)
    return clock.minutes.flatMap((minute) => [
      { day, minute },
      { day, minute: minute + 30 },
    ]);
  if (clock.minutes.length > 0) return clock.minutes.map((minute) => ({ day, minute }));
  return [{ day, minute: usualMinute(context) ?? 480 }];
}

function askLater(phrase: MomentPhrase, placed: Placed, minute: number, words: string, context: PlaceContext): Asked {
  if (phrase.festival && !phrase.clock)
    return askVague(
      { kind: "vague", start: 0, end: 0, weak: false, clock: null, topic: { about: "holiday", festival: phrase.day } },
      words,
      context,
    );
  const later = phrase.clock ? { day: placed.day, minute: minute + 60 } : { day: placed.day + 1, minute };
  const same = { day: placed.day, minute };
  return ask(
    `“${words}”是什么时候？`,
    phrase.clock || phrase.edge === "around" ? [same, later] : [later, { day: placed.day + 2, minute }],
    context,
  );
}

/** 12月3日（周五） when that is a Thursday: asked with both. */
function contradiction(phrase: MomentPhrase, placed: Placed, words: string, context: PlaceContext): Asked | null {
  const { check } = phrase;
  if (!check) return null;
  const minute =
    context.use === "record" ? (phrase.clock?.minutes[0] ?? null) : (phrase.clock?.minutes[0] ?? usualMinute(context));
  const bare = check.kind === "weekday" && check.weeks === null;
  if (bare && check.weekday === weekdayOf(placed.day)) return null;
  const other = bare
    ? placed.day - weekdayOf(placed.day) + check.weekday
    : place(check, minute ?? 0, phrase.clock !== null, 0, context)?.day;
  if (other === placed.day) return null;
  const question = `“${words}”对不上：${shortDate(placed.day)}是${weekdayName(placed.day)}，按哪个？`;
  const days = other === undefined ? [placed.day] : [placed.day, other];
  return ask(
    question,
    days.map((day) => ({ day, minute })),
    context,
  );
}

/** A day that is not on the calendar, or on it twice, or after a holiday nobody has recorded. */
function nowhere(day: DayExpr, minute: number | null, words: string, context: PlaceContext): Asked {
  if (day.kind === "after-holiday") {
    const topic = { about: "holiday", festival: day.festival } as const;
    const asked = askVague({ kind: "vague", start: 0, end: 0, weak: false, clock: null, topic }, words, context);
    return { ...asked, question: `“${words}”那年的节假日未录入，是哪天？` };
  }
  if (day.kind === "lunar") {
    const days = lunarEither(day, context).map((each) => ({ day: each, minute }));
    return ask(days.length > 1 ? `“${words}”是哪一年的？` : `最近没有“${words}”，是哪天？`, days, context);
  }
  const last = day.kind === "date" ? place({ ...day, day: -1 }, minute ?? 0, false, 0, context) : null;
  const near = last ? [last.day, last.day + 1] : [];
  return ask(
    `没有“${words}”这个日子，是哪天？`,
    near.map((each) => ({ day: each, minute })),
    context,
  );
}

/** Records: a day or moment that is over, at most 60 days ago. */
function resolveRecord(phrase: MomentPhrase, words: string, context: PlaceContext): Outcome {
  const clock = phrase.clock && !phrase.clock.partOnly && !phrase.clock.loose ? phrase.clock : null;
  const minute = clock?.minutes[0] ?? null;
  if (!phrase.day) return phrase.clock ? recordClock(phrase.clock, clock, words, context) : { kind: "none" };
  const placed = place(phrase.day, minute ?? 0, clock !== null, 0, context);
  if (!placed) return nowhere(phrase.day, null, words, context);
  const conflict = contradiction(phrase, placed, words, context);
  if (conflict) return conflict;
  if (phrase.edge)
    return ask(
      `“${words}”是哪天？`,
      [
        { day: placed.day, minute },
        { day: placed.day - 1, minute },
      ],
      context,
    );
  const day = placed.day - (phrase.shift?.days ?? 0);
  if (clock && clockIsUnclear(clock, phrase)) return ask(unclear(words), clockChoices(clock, day, context), context);
  const at = atMinute(day, (minute ?? 0) - (phrase.shift?.minutes ?? 0));
  if (at > context.now) return askAhead(words, [], context);
  if (day < context.today - OLDEST_RECORD)
    return ask(
      `“${words}”是${civil(day).year}年${shortDate(day)}，已经两个多月了，是哪天？`,
      [{ day, minute }],
      context,
    );
  return minute === null
    ? { kind: "day", day, lunar: phrase.lunar, ...(placed.note ? { note: placed.note } : {}) }
    : moment(at, phrase, true, placed.note);
}

/** A record's clock without a day is today's, when that is over. */
function recordClock(said: Clock, clock: Clock | null, words: string, context: PlaceContext): Outcome {
  const first = said.minutes[0] ?? 0;
  const over = atMinute(context.today, first) <= context.now;
  if (!clock)
    return over && said.minutes.length === 1 ? { kind: "day", day: context.today, lunar: false } : { kind: "none" };
  if (clock.minutes.length !== 1 || !over)
    return askAhead(
      words,
      clock.minutes.map((minute) => ({ day: context.today - 1, minute })),
      context,
    );
  return { kind: "moment", at: atMinute(context.today, first), lunar: false, clocked: true };
}

function unclear(words: string): string {
  return `“${words}”没听准是几点，是什么时候？`;
}

function over(words: string): string {
  return `“${words}”今天已经过了，是什么时候？`;
}

function askAhead(words: string, candidates: Parameters<typeof ask>[1], context: PlaceContext): Asked {
  return { ...ask(`“${words}”还没到，这件事是哪天的？`, candidates, context), ahead: true };
}
