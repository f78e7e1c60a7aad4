import type { RuleChoice, RuleSpec } from "./phrase.ts";

/** What a recurrence was read as: a rule, or two it may be. */
export type NamedRule =
  | { readonly kind: "rule"; readonly rule: RuleSpec }
  | { readonly kind: "either"; readonly rules: readonly [RuleChoice, RuleChoice] };

type Frequency = "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";

/** One weekday, as a group of a pattern. */
export const ONE = "([一二三四五六日天]|[1-7](?!\\d))";

export const WEEK = "(?:周|星期|礼拜)";

export const LIST = "(?: ?(?:、|,|，|和|跟|与|及|以及|/|逢) ?)";

export const RANGE = "(?: ?(?:到|至|-|~|—)+ ?)";

export function rrule(frequency: Frequency, parts: Partial<Extract<RuleSpec, { kind: "rrule" }>>): RuleSpec {
  return { kind: "rrule", interval: 1, months: [], monthDays: [], weekdays: [], ...parts, frequency };
}

export function rule(spec: RuleSpec): NamedRule {
  return { kind: "rule", rule: spec };
}

export function either(first: RuleSpec, second: RuleSpec): NamedRule {
  return {
    kind: "either",
    rules: [
      { rule: first, later: 0 },
      { rule: second, later: 0 },
    ],
  };
}

export function weeklyOn(days: readonly number[]): RuleSpec {
  return rrule("WEEKLY", { weekdays: days.map((weekday) => ({ weekday, nth: null })) });
}

export function monthlyOn(monthDays: readonly number[], interval: number): RuleSpec {
  return rrule("MONTHLY", { interval, monthDays });
}
