import { type Recurrence, startOfDay } from "../chinese/time/index.ts";

const hourLength = 60 * 60_000;

/** Hours of the day in which nothing is posted, `from` up to `to`; the night runs over midnight. */
const night = { from: 21 * hourLength, to: 7 * hourLength };
const noon = { from: 12 * hourLength, to: 14 * hourLength };

/**
 * The moment from which a text may go out, Asia/Shanghai: group posts rest 21:00–07:00 and 12:00–14:00,
 * private pushes that somebody else caused 21:00–07:00. Equal to `at` when it may go now.
 */
export function allowedFrom(kind: "group" | "private", at: number): number {
  const day = startOfDay(at);
  const sinceMidnight = at - day;
  if (sinceMidnight < night.to) return day + night.to;
  if (sinceMidnight >= night.from) return day + 24 * hourLength + night.to;
  if (kind === "group" && sinceMidnight >= noon.from && sinceMidnight < noon.to) return day + noon.to;
  return at;
}

/** The same rule outside of the quiet hours: at those of its hours that are allowed, else at the next that is. */
export function awake(rule: Recurrence, kind: "group" | "private"): Recurrence {
  if (rule.ahead !== undefined) return awakeAhead(rule, rule.ahead, kind);
  const sinceMidnight = rule.hours.map((hour) => hour * hourLength + rule.minute * 60_000);
  // any day will do: midnight of the first in Shanghai
  const day = startOfDay(0);
  const allowed = sinceMidnight.filter((at) => allowedFrom(kind, day + at) === day + at);
  if (allowed.length === rule.hours.length) return rule;
  if (allowed.length > 0) return { ...rule, hours: allowed.map((at) => Math.floor(at / hourLength)) };
  const next = sinceMidnight.map((at) => (allowedFrom(kind, day + at) - day) % (24 * hourLength));
  return { ...rule, hours: [Math.min(...next) / hourLength], minute: 0 };
}

/** Of what is told ahead the times that are allowed; where none is, the matter's own. */
function awakeAhead(rule: Recurrence, ahead: readonly number[], kind: "group" | "private"): Recurrence {
  const day = startOfDay(0) + 400 * 24 * hourLength;
  const at = (minutes: number) => day + (rule.hours[0] ?? 0) * hourLength + (rule.minute - minutes) * 60_000;
  const allowed = ahead.filter((minutes) => allowedFrom(kind, at(minutes)) === at(minutes));
  if (allowed.length > 0) return { ...rule, ahead: allowed };
  const { ahead: _, ...itself } = rule;
  return itself;
}
