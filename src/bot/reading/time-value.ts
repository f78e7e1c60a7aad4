import { dayOf, startOfDay, type TimeResult } from "../../chinese/time/index.ts";
import type { TimeValue } from "./declare.ts";

type Understood = Extract<TimeResult, { kind: "moment" | "day" | "recurrence" }>;

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
