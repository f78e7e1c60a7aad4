import type { Hit } from "./scan.ts";

/** What the grammar reads, before it is placed on the calendar. Positions are those of the folded text. */

export type YearRef = { readonly year: number } | { readonly years: number };
export type MonthRef = { readonly month: number } | { readonly months: number };

export type DayExpr =
  | { readonly kind: "relative"; readonly days: number }
  /** `weeks` is null for a bare weekday, else weeks from this one */
  | { readonly kind: "weekday"; readonly weeks: number | null; readonly weekday: number }
  /** `day` counts from the end when negative */
  | { readonly kind: "date"; readonly year: YearRef | null; readonly month: MonthRef | null; readonly day: number }
  /** the nth weekday of a month, 0 for a working day; counted from the end when negative */
  | {
      readonly kind: "nth";
      readonly year: YearRef | null;
      readonly month: MonthRef;
      readonly nth: number;
      readonly weekday: number;
    }
  | {
      readonly kind: "lunar";
      readonly year: YearRef | null;
      readonly month: number;
      readonly leap: boolean;
      readonly day: number;
    }
  | { readonly kind: "term"; readonly year: YearRef | null; readonly name: string }
  | { readonly kind: "offset"; readonly months: number; readonly days: number }
  | { readonly kind: "workdays"; readonly count: number }
  | { readonly kind: "after-holiday"; readonly festival: DayExpr };

export type Part = "凌晨" | "早上" | "上午" | "中午" | "下午" | "后晌" | "傍晚" | "晚上" | "夜里";

/**
 * A clock. `minutes` are the minutes of the day it can mean: one when it is clear, several when it must be asked,
 * none when no such clock exists. 1440 and more reach into the next day.
 */
export type Clock = {
  readonly minutes: readonly number[];
  readonly part: Part | null;
  /** a part of the day without an hour */
  readonly partOnly: boolean;
  /** 夜里两点: the night that begins on the day named, or the one that ends on it */
  readonly smallHours: boolean;
  /** 八点多: later than said, by an unknown while */
  readonly loose: boolean;
};

export type Edge = "before" | "within" | "after" | "around";

export type Span = { readonly start: number; readonly end: number };

export type MomentPhrase = Span & {
  readonly kind: "moment";
  readonly day: DayExpr | null;
  readonly festival: boolean;
  readonly lunar: boolean;
  /** a second name of the day, 12月3日（周四）, to be checked against the first */
  readonly check: DayExpr | null;
  readonly clock: Clock | null;
  readonly edge: Edge | null;
  /** 前三天, 前半小时: moved by so much */
  readonly shift: { readonly days: number; readonly minutes: number } | null;
};

/** Minutes from the minute sent; negative for 前. */
export type RelativePhrase = Span & { readonly kind: "relative"; readonly minutes: number; readonly within: boolean };

export type VagueTopic =
  /** 刚才 */
  | { readonly about: "now" }
  /** 一会儿, 尽快 */
  | { readonly about: "soon" }
  /** 过两天, 改天 */
  | { readonly about: "days" }
  /** 前几天 */
  | { readonly about: "past" }
  | { readonly about: "week"; readonly weeks: number }
  | { readonly about: "weekend"; readonly weeks: number }
  | {
      readonly about: "month";
      readonly year: YearRef | null;
      readonly month: MonthRef;
      readonly days: readonly [number, number];
    }
  | { readonly about: "dates"; readonly days: readonly [DayExpr, DayExpr] }
  /** 几天后, 十来分钟后: `minutes` is null when days are counted */
  | {
      readonly about: "duration";
      readonly days: number;
      readonly minutes: number | null;
      readonly within: boolean;
    }
  /** 秋收后, 散会后 */
  | { readonly about: "event" }
  /** 节前, 过年前; `festival` is null for the nearest holiday */
  | { readonly about: "eve"; readonly festival: DayExpr | null }
  /** 节后, 过完年 */
  | { readonly about: "holiday"; readonly festival: DayExpr | null }
  | { readonly about: "rules"; readonly rules: readonly [RuleChoice, RuleChoice] };

/** A rule that may be meant, beginning so many days later than it could. */
export type RuleChoice = { readonly rule: RuleSpec; readonly later: number };

/** `weak`: words that also stand in ordinary talk, so that a real time beside them goes first. */
export type VaguePhrase = Span & {
  readonly kind: "vague";
  readonly topic: VagueTopic;
  readonly clock: Clock | null;
  readonly weak: boolean;
};

export type RuleSpec =
  | {
      readonly kind: "rrule";
      readonly frequency: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
      readonly interval: number;
      readonly months: readonly number[];
      readonly monthDays: readonly number[];
      readonly weekdays: readonly { readonly weekday: number; readonly nth: number | null }[];
    }
  | { readonly kind: "workdays" }
  | { readonly kind: "lunar"; readonly month: number | null; readonly days: readonly number[] }
  | { readonly kind: "term"; readonly name: string };

export type RulePhrase = Span & {
  readonly kind: "rule";
  readonly rule: RuleSpec;
  readonly clocks: readonly Clock[];
  readonly edge: Edge | null;
  /** 从明天起 */
  readonly from: DayExpr | null;
};

export type Phrase = MomentPhrase | RelativePhrase | VaguePhrase | RulePhrase;

/** A day that was named, or words about days too vague to place. */
export type Named =
  | { readonly kind: "day"; readonly day: DayExpr; readonly festival: boolean; readonly lunar: boolean }
  | { readonly kind: "vague"; readonly topic: VagueTopic };

export function plainDay(day: DayExpr): Named {
  return { kind: "day", day, festival: false, lunar: false };
}

/** A phrase as what its reader found. */
export function hit<T extends Phrase>(value: T): Hit<T> {
  return { value, end: value.end };
}
