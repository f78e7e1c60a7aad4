import { ask, askRules, recurrence } from "./ask.ts";
import { unknownYearNote } from "./calendar.ts";
import { civil, dayNumber, isoDay } from "./days.ts";
import type { Outcome } from "./outcome.ts";
import type { RulePhrase } from "./phrase.ts";
import { place } from "./place.ts";
import type { PlaceContext } from "./place-context.ts";
import { anchored, nextOccurrence, type Recurrence, skippedNote } from "./recurrence.ts";

/** A recurrence with its clocks, or a question when they are not clear. */
export function resolveRule(phrase: RulePhrase, words: string, context: PlaceContext): Outcome {
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
