import { type Asked, ask, askVague, usualMinute } from "./ask.ts";
import { atMinute, type Day } from "./days.ts";
import { clockChoices, clockIsUnclear, contradiction, nowhere, shortDate, unclear } from "./doubt.ts";
import { moment, type Outcome } from "./outcome.ts";
import type { Clock, DayExpr, MomentPhrase, Part } from "./phrase.ts";
import { type Placed, place } from "./place.ts";
import type { PlaceContext } from "./place-context.ts";

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

/** Reminders and deadlines: a moment to come, a question, or past. */
export function resolveFuture(phrase: MomentPhrase, words: string, context: PlaceContext): Outcome {
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
  if (clock && clockIsUnclear(clock, phrase)) return unclearClock(clock, placed.day, words, context);
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

/** 昨天天黑之前 is over whenever it was. */
function unclearClock(clock: Clock, day: Day, words: string, context: PlaceContext): Outcome {
  const choices = clockChoices(clock, day, context);
  const last = Math.max(...choices.map((each) => atMinute(each.day, each.minute ?? 0)));
  if (day < context.today && last <= context.now) return { kind: "past", at: last };
  return ask(unclear(words), choices, context);
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

function over(words: string): string {
  return `“${words}”今天已经过了，是什么时候？`;
}
