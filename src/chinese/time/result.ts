import type { Calendar } from "./calendar.ts";
import type { Span } from "./phrase.ts";
import type { Recurrence } from "./recurrence.ts";

export type { Span } from "./phrase.ts";

/** What a time is for: it decides the clock that was not said and whether the past is meant. */
export type TimeUse = "reminder" | "deadline" | "record";

/** `sentAt` is epoch milliseconds; seconds are dropped. */
export type TimeContext = { readonly sentAt: number; readonly use: TimeUse; readonly calendar: Calendar };

/** An answer that can be offered: a full result, its echo is what to show. */
export type Choice = Extract<TimeResult, { kind: "moment" | "day" | "recurrence" }>;

export type Choices = readonly [Choice, Choice] | readonly [Choice] | readonly [];

/** Where the time words stand in the original text. `also` is a second place (提前半小时), `others` are those of a rule's limits. */
type Place = { readonly span: Span; readonly also?: Span; readonly others?: readonly Span[] };

export type TimeResult =
  /** `at`: epoch milliseconds, a whole minute */
  | (Place & { readonly kind: "moment"; readonly at: number; readonly echo: string; readonly note?: string })
  /** `day`: `YYYY-MM-DD` in Asia/Shanghai */
  | (Place & { readonly kind: "day"; readonly day: string; readonly echo: string; readonly note?: string })
  /** `first`: the first time it falls due after `sentAt` */
  | (Place & {
      readonly kind: "recurrence";
      readonly rule: Recurrence;
      readonly first: number;
      readonly echo: string;
      readonly note?: string;
    })
  /** `question` says what was understood and asks one thing; `choices` are the likely answers, likeliest first */
  | (Place & { readonly kind: "ask"; readonly question: string; readonly choices: Choices })
  | (Place & { readonly kind: "past"; readonly at: number; readonly echo: string })
  | { readonly kind: "none" };
