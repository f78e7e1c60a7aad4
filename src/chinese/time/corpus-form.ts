import { dayNumber, isoDay, minuteOfDay } from "./days.ts";
import { formatRecurrence, two } from "./recurrence.ts";
import type { TimeResult } from "./result.ts";

/** A result as the `expected` column of a time corpus: `2026-11-25T15:00+08:00`, a day, `every:…`, `ask`, `none`, `past`. */
export function toCorpusForm(result: TimeResult): string {
  switch (result.kind) {
    case "moment":
      return formatMinute(result.at);
    case "day":
      return result.day;
    case "recurrence":
      return formatRecurrence(result.rule);
    default:
      return result.kind;
  }
}

/** `2026-11-25T15:00+08:00` */
export function formatMinute(at: number): string {
  const minute = minuteOfDay(at);
  return `${isoDay(dayNumber(at))}T${two(Math.floor(minute / 60))}:${two(minute % 60)}+08:00`;
}

/** Whether two corpus forms say the same: the order of a rule's parts and of the values in a list does not matter. */
export function sameCorpusForm(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

function normal(form: string): string {
  if (!form.startsWith("every:")) return form;
  const parts = form.slice("every:".length).split(";");
  return parts
    .map((part) => part.replace(/=(.*)$/, (_, list: string) => `=${list.split(",").sort().join(",")}`))
    .sort()
    .join(";");
}
