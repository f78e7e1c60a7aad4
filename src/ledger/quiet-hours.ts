import { type Recurrence, startOfDay } from "../chinese/time/index.ts";

const hourLength = 60 * 60_000;

/** Hours of the day: nothing is posted from the evening's until the morning's. */
export type QuietHours = { readonly evening: number; readonly morning: number };
export const usualHours: QuietHours = { evening: 21, morning: 7 };
/** A place may make the night longer, and no longer than this. */
export const longestNight: QuietHours = { evening: 19, morning: 9 };
const noon = { from: 12 * hourLength, to: 14 * hourLength };

/**
 * The moment from which a text may go out, Asia/Shanghai: group posts rest at night and 12:00–14:00,
 * private pushes that somebody else caused at night. Equal to `at` when it may go now.
 */
export function allowedFrom(kind: "group" | "private", at: number, hours: QuietHours = usualHours): number {
  const day = startOfDay(at);
  const sinceMidnight = at - day;
  const night = { from: hours.evening * hourLength, to: hours.morning * hourLength };
  if (sinceMidnight < night.to) return day + night.to;
  if (sinceMidnight >= night.from) return day + 24 * hourLength + night.to;
  if (kind === "group" && sinceMidnight >= noon.from && sinceMidnight < noon.to) return day + noon.to;
  return at;
}

/** By day, however long the night is made. */
export const isByDay = (at: number): boolean => allowedFrom("private", at, longestNight) === at;

/** The same rule outside of the quiet hours: at those of its hours that are allowed, else at the next that is. */
export function awake(rule: Recurrence, kind: "group" | "private", quiet: QuietHours = usualHours): Recurrence {
  if (rule.ahead !== undefined) return awakeAhead(rule, rule.ahead, kind, quiet);
  const sinceMidnight = rule.hours.map((hour) => hour * hourLength + rule.minute * 60_000);
  // any day will do: midnight of the first in Shanghai
  const day = startOfDay(0);
  const allowed = sinceMidnight.filter((at) => allowedFrom(kind, day + at, quiet) === day + at);
  if (allowed.length === rule.hours.length) return rule;
  if (allowed.length > 0) return { ...rule, hours: allowed.map((at) => Math.floor(at / hourLength)) };
  const next = sinceMidnight.map((at) => (allowedFrom(kind, day + at, quiet) - day) % (24 * hourLength));
  return { ...rule, hours: [Math.min(...next) / hourLength], minute: 0 };
}

/** Of what is told ahead the times that are allowed; where none is, the matter's own. */
function awakeAhead(
  rule: Recurrence,
  ahead: readonly number[],
  kind: "group" | "private",
  quiet: QuietHours,
): Recurrence {
  const day = startOfDay(0) + 400 * 24 * hourLength;
  const at = (minutes: number) => day + (rule.hours[0] ?? 0) * hourLength + (rule.minute - minutes) * 60_000;
  const allowed = ahead.filter((minutes) => allowedFrom(kind, at(minutes), quiet) === at(minutes));
  if (allowed.length > 0) return { ...rule, ahead: allowed };
  const { ahead: _, ...itself } = rule;
  return itself;
}
