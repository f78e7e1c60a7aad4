import { startOfDay } from "../chinese/time/index.ts";

const hour = 60 * 60_000;

/** Hours of the day in which nothing is posted, `from` up to `to`; the night runs over midnight. */
const night = { from: 21 * hour, to: 7 * hour };
const noon = { from: 12 * hour, to: 14 * hour };

/**
 * The moment from which a text may go out, Asia/Shanghai: group posts rest 21:00–07:00 and 12:00–14:00,
 * private pushes that somebody else caused 21:00–07:00. Equal to `at` when it may go now.
 */
export function allowedFrom(kind: "group" | "private", at: number): number {
  const day = startOfDay(at);
  const sinceMidnight = at - day;
  if (sinceMidnight < night.to) return day + night.to;
  if (sinceMidnight >= night.from) return day + 24 * hour + night.to;
  if (kind === "group" && sinceMidnight >= noon.from && sinceMidnight < noon.to) return day + noon.to;
  return at;
}
