import type { Context } from "../../src/bot/context.ts";
import { furthestBack } from "../../src/bot/reading/day-held.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { dayNumber, formatDay, parseIsoDay, readTime } from "../../src/chinese/time/index.ts";

const furthestAhead = 90;

/** Whether a day that is still to come is said: of one that comes again in a year the last one is meant. */
export function isAhead(words: string, { message, calendar, now }: Context): boolean {
  const time = readTime(words, { sentAt: message.sentAt, use: "reminder", calendar });
  if (time.kind !== "moment" && time.kind !== "day") return false;
  const day = time.kind === "day" ? (parseIsoDay(time.day) ?? 0) : dayNumber(time.at);
  return day > dayNumber(now) ? day - dayNumber(now) <= furthestAhead : time.kind === "moment" && time.at > now;
}

/** @throws UserError */
export function checkDay(day: string, { now }: Context): void {
  const today = dayNumber(now);
  const said = parseIsoDay(day) ?? today;
  if (said > today) throw new UserError(`${formatDay(day, now)}还没到，开完再记。`);
  if (today - said > furthestBack)
    throw new UserError(`${formatDay(day, now)}是${today - said}天前，最多补记60天内的。`);
}
