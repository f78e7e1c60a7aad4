import type { Context } from "../../src/bot/context.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayNumber, dayOf, formatDay, parseIsoDay, readTime } from "../../src/chinese/time/index.ts";

const furthestBack = 60;
const furthestAhead = 90;

/** Whether a day that is still to come is said: of one that comes again in a year the last one is meant. */
export function isAhead(words: string, { message, calendar, now }: Context): boolean {
  const time = readTime(words, { sentAt: message.sentAt, use: "reminder", calendar });
  if (time.kind !== "moment" && time.kind !== "day") return false;
  const day = time.kind === "day" ? (parseIsoDay(time.day) ?? 0) : dayNumber(time.at);
  return day > dayNumber(now) ? day - dayNumber(now) <= furthestAhead : time.kind === "moment" && time.at > now;
}

/** The day on which it was held: of several that may be meant the one that can still be written down. */
export function dayIn(words: string, { message, calendar, now }: Context): string | null {
  const time = readTime(words, { sentAt: message.sentAt, use: "record", calendar });
  const all = time.kind === "ask" ? time.choices : [time];
  const read = all.flatMap((one) =>
    one.kind === "day" ? [one.day] : one.kind === "moment" || one.kind === "past" ? [dayOf(one.at)] : [],
  );
  // today is only offered beside a day that was said
  const days = time.kind === "ask" ? read.filter((day) => day !== dayOf(now)) : read;
  const recent = days.filter((day) => {
    const ago = dayNumber(now) - (parseIsoDay(day) ?? 0);
    return ago >= 0 && ago <= furthestBack;
  });
  return (recent.length === 1 ? recent[0] : days[0]) ?? null;
}

/** @throws UserError */
export function checkDay(day: string, { now }: Context): void {
  const today = dayNumber(now);
  const said = parseIsoDay(day) ?? today;
  if (said > today) throw new UserError(`${formatDay(day, now)}还没到，开完再记。`);
  if (today - said > furthestBack)
    throw new UserError(`${formatDay(day, now)}是${today - said}天前，最多补记60天内的。`);
}
