import type { Advance, Step } from "./advance.ts";
import { ask } from "./ask.ts";
import { type Chosen, hasClock } from "./choose.ts";
import { dayNumber, isoDay, minuteOfDay } from "./days.ts";
import { echoMoment } from "./echo.ts";
import type { Outcome } from "./outcome.ts";
import type { PlaceContext } from "./place-context.ts";
import { earlier, nextOccurrence, nextTime, type Recurrence } from "./recurrence.ts";

const noon = 12 * 60;
const morning = 8 * 60;
const afternoon = 14 * 60;
const day = 24 * 60;

/** The time of a matter turned into when to remind of it. `words`: what was said of that. */
export function advanced(chosen: Chosen, { steps }: Advance, words: string, context: PlaceContext): Outcome {
  const { outcome } = chosen;
  if (outcome.kind !== "moment" && outcome.kind !== "recurrence") return outcome;
  const [only, ...others] = steps;
  if (others.length > 0) return severalTimes(chosen, outcome, steps, words, context);
  const clear = isClear(only);
  if (outcome.kind === "recurrence") {
    const rule = only.days > 0 || only.clock || only.halfDay || !clear ? null : earlier(outcome.rule, only.minutes);
    if (rule) return { ...outcome, rule, first: nextOccurrence(rule, context.now, context.calendar) };
    return severalTimes(chosen, outcome, steps, words, context);
  }
  const base = hasClock(chosen.phrase) || (only.minutes === 0 && !only.halfDay) ? outcome.at : null;
  const at = base === null ? outcome.at : base - minutesAhead(only, minuteOfDay(base)) * 60_000;
  if (clear && base !== null && at > context.now) return { ...outcome, at };
  const on = dayNumber(outcome.at);
  const minute = minuteOfDay(outcome.at);
  const likely = [
    { day: on, minute: minute - 60 },
    { day: on - 1, minute },
    { day: on, minute },
  ];
  return ask(`“${words}”是什么时候？`, likely, context);
}

const isClear = ({ unclear, clock }: Step): boolean => !unclear && (clock?.minutes.length ?? 1) === 1;

/** How many minutes before a matter at this minute of its day. Half a day before the afternoon is the morning at eight. */
function minutesAhead({ days, minutes, clock, halfDay }: Step, minute: number): number {
  if (halfDay) return minute >= noon ? minute - morning : day - afternoon + minute;
  return days * day + minutes + (clock === null ? 0 : minute - (clock.minutes[0] ?? minute));
}

/** 提前一天和当天早上: the matter keeps its time, and is told of at each of these. */
function severalTimes(
  chosen: Chosen,
  outcome: Extract<Outcome, { kind: "moment" | "recurrence" }>,
  steps: readonly Step[],
  words: string,
  context: PlaceContext,
): Outcome {
  const isOnce = outcome.kind === "moment";
  const rule: Recurrence = isOnce
    ? {
        ...{ kind: "once", from: isoDay(dayNumber(outcome.at)) },
        ...{ hours: [Math.floor(minuteOfDay(outcome.at) / 60)], minute: minuteOfDay(outcome.at) % 60 },
      }
    : outcome.rule;
  const [hour, ...moreHours] = rule.hours;
  const minute = (hour ?? 0) * 60 + rule.minute;
  const ahead = steps.map((step) => minutesAhead(step, minute));
  const isDated = isOnce && !hasClock(chosen.phrase);
  if (isDated || moreHours.length > 0 || !steps.every(isClear) || ahead.some((each) => each < 0))
    return ask(`“${words}”是在哪些时候？说成“提前1天和2小时”我就懂。`, [], context);
  const told: Recurrence = { ...rule, ahead: [...new Set(ahead)].sort((one, other) => other - one) };
  const first = nextTime(told, context.now, context.calendar);
  if (first === null) return ask(`“${words}”都已经过了，什么时候提醒？`, [], context);
  if (!isOnce) return { ...outcome, rule: told, first };
  const over = ahead.map((each) => outcome.at - each * 60_000).filter((at) => at <= context.now);
  const left = (told.ahead ?? []).filter((each) => outcome.at - each * 60_000 > context.now);
  const note = over.map((at) => `${echoMoment(at, { now: context.now })}已经过了`).join("，");
  return { kind: "recurrence", rule: { ...told, ahead: left }, first, ...(note === "" ? {} : { note }) };
}
