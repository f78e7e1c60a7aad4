import { dayNumber, dayOf, parseIsoDay, readTime } from "../../chinese/time/index.ts";
import type { Context } from "../context.ts";

export const furthestBack = 60;

/** The day on which something was held or hung up: of several that may be meant the one that can still be written down. */
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
