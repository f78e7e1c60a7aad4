import type { Numeral } from "./numeral.ts";
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
  /** a solar term, or so many days after it (数九) */
  | { readonly kind: "term"; readonly year: YearRef | null; readonly name: string; readonly plus?: number }
  /** the dog days 初伏, 中伏, 末伏 */
  | { readonly kind: "dog"; readonly nth: 1 | 2 | 3 }
  /** the town's next market day */
  | { readonly kind: "market" }
  /** a dated event of the town's table */
  | { readonly kind: "event"; readonly name: string }
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
  /** 八点多, 下午晚些, 明天9.20: about then, or most likely then */
  readonly loose: boolean;
  /** the hour that was said, so that a part of the day found elsewhere can be applied to it */
  readonly hour: { readonly said: Numeral; readonly minute: number } | null;
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
  /** 早上8点12月3号: the clock stands before the day */
  readonly clockFirst: boolean;
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
  | { readonly about: "dates"; readonly days: readonly DayExpr[] }
  /** 几天后, 十来分钟后: `minutes` is null when days are counted */
  | {
      readonly about: "duration";
      readonly days: number;
      readonly minutes: number | null;
      readonly within: boolean;
    }
  /** 秋收后, 散会后; `day` where a town's table may know it, with 前 or 后 already read */
  | { readonly about: "event"; readonly day?: DayExpr; readonly edge?: Edge }
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
  /** the one day it begins on */
  | { readonly kind: "once" }
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

/** 翌日, 当晚, 头一天: so many days from the day named before it. */
export type AnchoredPhrase = Span & {
  readonly kind: "anchored";
  readonly days: -1 | 0 | 1;
  readonly clock: Clock | null;
  readonly edge: Edge | null;
};

export type Phrase = MomentPhrase | RelativePhrase | VaguePhrase | RulePhrase | AnchoredPhrase;

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
