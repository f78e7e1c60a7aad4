import { dayOf, readTime, startOfDay, type TimeResult, type TimeUse, withoutTime } from "../../chinese/time/index.ts";
import { UserError } from "../user-error.ts";
import { example, type Occasion, type Taken, whichOf } from "./ask.ts";
import type { Argument, TimeValue } from "./declare.ts";

type Understood = Extract<TimeResult, { kind: "moment" | "day" | "recurrence" }>;

/** The time a text speaks of, wherever in it. */
export function readTimeWords(
  text: string,
  argument: Argument,
  said: { readonly use: TimeUse; readonly sentAt: number },
  occasion: Occasion,
): Taken<TimeValue> {
  const result = readTime(text, { ...said, calendar: occasion.context.calendar });
  if (result.kind === "none") return { value: undefined, rest: text };
  const rest = withoutTime(text, result.span, result.also, ...(result.others ?? []));
  const chosen = occasion.order.chosen[argument.name];
  if (chosen !== undefined) return { value: JSON.parse(chosen) as TimeValue, rest };
  if (result.kind === "past") throw new UserError(`${result.echo}已经过了。${example(occasion)}`);
  if (result.kind === "ask") {
    if (result.choices.length === 0) throw new UserError(`${result.question}${example(occasion)}`);
    const choices = result.choices.map((time) => ({ value: JSON.stringify(timeValueOf(time)), label: time.echo }));
    throw whichOf(choices, result.question, argument, occasion);
  }
  const words = text.slice(result.span.start, result.span.end);
  const value = timeValueOf(result);
  return { value: said.use === "reminder" ? inTime(value, words, said.sentAt) : value, rest };
}

const evening = "18:00";
const nine = 9 * 60 * 60_000;

/** 周三前, without a clock: the evening would be too late, so it rings on that morning as promises do. */
function inTime(value: TimeValue, words: string, sentAt: number): TimeValue {
  const isDeadline = /(?:前|内)$/u.test(words.trim()) && !/[点时:：]|下午|晚/u.test(words);
  const at = startOfDay(value.day) + nine;
  if (!isDeadline || value.rule !== null || !value.echo.endsWith(evening) || at <= sentAt) return value;
  return { ...value, at, echo: `${value.echo.slice(0, -evening.length)}9:00` };
}

/** What was understood as an argument holds it. */
export function timeValueOf(result: Understood): TimeValue {
  const note = result.note === undefined ? {} : { note: result.note };
  if (result.kind === "day")
    return { at: startOfDay(result.day), day: result.day, hasClock: false, rule: null, echo: result.echo, ...note };
  if (result.kind === "moment")
    return { at: result.at, day: dayOf(result.at), hasClock: true, rule: null, echo: result.echo, ...note };
  return {
    at: result.first,
    day: dayOf(result.first),
    hasClock: true,
    rule: JSON.stringify(result.rule),
    echo: result.echo,
    ...note,
  };
}
