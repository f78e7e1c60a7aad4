import { atMinute, type Calendar, type Day, dayNumber } from "../chinese/time/index.ts";

export const dayLength = 24 * 60 * 60_000;
const endOfWork = 18 * 60;
const morning = 8 * 60 + 30;

/** The nth working day after a day; the day itself for none. */
export function workdayAfter(day: Day, count: number, calendar: Calendar): Day {
  let at = day;
  for (let left = count; left > 0; ) if (calendar.isWorkday(++at)) left--;
  return at;
}

export function workdayBefore(day: Day, count: number, calendar: Calendar): Day {
  let at = day;
  for (let left = count; left > 0; ) if (calendar.isWorkday(--at)) left--;
  return at;
}

/** 18:00 of the nth working day after the day of a moment. */
export const endOfWorkday = (at: number, count: number, calendar: Calendar): number =>
  atMinute(workdayAfter(dayNumber(at), count, calendar), endOfWork);

/** Working days that have passed since the day of a moment. */
export function workdaysSince(at: number, now: number, calendar: Calendar): number {
  let count = 0;
  for (let day = dayNumber(at) + 1; day <= dayNumber(now); day++) if (calendar.isWorkday(day)) count++;
  return count;
}

/** From when it is late: due on a day off, it is not before 18:00 of the next working day. */
export function lateFrom(due: number, calendar: Calendar): number {
  const day = dayNumber(due);
  return calendar.isWorkday(day) ? due : atMinute(workdayAfter(day, 1, calendar), endOfWork);
}

/** When clocks of a day strike: before anything of it is told. */
export const morningOf = (day: Day): number => atMinute(day, morning);

/** What is late at a moment: due before the first, or of today, where that is no day off, before the moment itself. */
export function lateBounds(
  now: number,
  calendar: Calendar,
): { readonly before: number; readonly today: number | null } {
  const day = dayNumber(now);
  const isWorkday = calendar.isWorkday(day);
  if (isWorkday && now > atMinute(day, endOfWork)) return { before: now, today: null };
  let first = isWorkday ? day : day + 1;
  while (!calendar.isWorkday(first - 1)) first--;
  return { before: atMinute(first, 0), today: isWorkday ? atMinute(day, 0) : null };
}

const window = { from: 8 * 60 + 40, to: 9 * 60 + 20 };

/** When somebody is told of their matters on a day: between 8:40 and 9:20, the same for a person, never on :00 or :30. */
export function minuteFor(personId: string, day: Day): number {
  const minutes = Array.from({ length: window.to - window.from + 1 }, (_, index) => window.from + index).filter(
    (minute) => minute % 30 !== 0,
  );
  let hash = 0;
  for (const character of personId) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return atMinute(day, minutes[hash % minutes.length] ?? window.from);
}
