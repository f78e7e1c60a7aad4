import { type Asked, ask, askVague, usualMinute } from "./ask.ts";
import { civil, type Day, weekdayName, weekdayOf } from "./days.ts";
import type { Clock, DayExpr, MomentPhrase } from "./phrase.ts";
import { lunarEither, type Placed, place } from "./place.ts";
import type { PlaceContext } from "./place-context.ts";

export function clockIsUnclear(clock: Clock, phrase: MomentPhrase): boolean {
  return clock.minutes.length !== 1 || clock.loose || (clock.smallHours && phrase.day !== null);
}

export function clockChoices(clock: Clock, day: Day, context: PlaceContext): { day: Day; minute: number | null }[] {
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

/** 12月3日（周五） when that is a Thursday: asked with both. */
export function contradiction(
  phrase: MomentPhrase,
  placed: Placed,
  words: string,
  context: PlaceContext,
): Asked | null {
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
export function nowhere(day: DayExpr, minute: number | null, words: string, context: PlaceContext): Asked {
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

export function shortDate(day: Day): string {
  const date = civil(day);
  return `${date.month}月${date.day}日`;
}

export function unclear(words: string): string {
  return `“${words}”没听准是几点，是什么时候？`;
}
