const RFC_3339 = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?\s?(Z|[+-]\d\d:?\d\d)/;
/** Seconds of the year 5138 and milliseconds of March 1973: a number above is milliseconds. */
const SECONDS_END = 1e11;
const TIME_END = 8.64e15;

/**
 * Epoch milliseconds of a `timestamp` field: RFC 3339, a number, a number in a string, or Go's
 * `2026-11-21 09:00:00.1 +0800 CST m=+1.2`. What cannot be read is `otherwise`.
 */
export function readSentAt(timestamp: unknown, otherwise: number): number {
  const milliseconds = typeof timestamp === "string" ? ofString(timestamp.trim()) : ofNumber(timestamp);
  return milliseconds > 0 && milliseconds < TIME_END ? Math.trunc(milliseconds) : otherwise;
}

function ofString(timestamp: string): number {
  if (/^\d+(\.\d+)?$/.test(timestamp)) return ofNumber(Number(timestamp));
  const [, date, time, fraction, zone] = RFC_3339.exec(timestamp) ?? [];
  if (zone === undefined) return Number.NaN;
  const offset = zone === "Z" ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  return Date.parse(`${date}T${time}.${(fraction ?? "").padEnd(3, "0")}${offset}`);
}

function ofNumber(timestamp: unknown): number {
  if (typeof timestamp !== "number") return Number.NaN;
  return timestamp < SECONDS_END ? timestamp * 1000 : timestamp;
}
