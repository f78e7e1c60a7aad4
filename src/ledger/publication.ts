import { createHash } from "node:crypto";
import { atMinute, type Calendar, type Day, dayNumber, parseIsoDay } from "../chinese/time/index.ts";

/** The law's floor (村民委员会组织法第三十五条 speaks of what hangs on the board) and what is usual. */
export const leastPublishDays = 15;
export const objectionDays = { least: 3, usual: 7, most: 15 } as const;

const endOfWork = 18 * 60;

export type Periods = {
  /** epoch milliseconds; until, not at, this moment */
  readonly objectionsUntil: number;
  readonly until: number;
};

/** 18:00 of the first working day that lies so many days after a day, or later. */
function endAfter(day: Day, days: number, calendar: Calendar): number {
  let end = day + days;
  while (!calendar.isWorkday(end)) end++;
  return atMinute(end, endOfWork);
}

/** From the day on which it hung on the board, YYYY-MM-DD. A publication in a group alone starts nothing. */
export function periodsFrom(
  boardFrom: string,
  { publishDays, objections }: { readonly publishDays: number; readonly objections: number },
  calendar: Calendar,
): Periods {
  const day = parseIsoDay(boardFrom);
  if (day === null) throw new Error(`no day: ${boardFrom}`);
  return { objectionsUntil: endAfter(day, objections, calendar), until: endAfter(day, publishDays, calendar) };
}

/** By which a paper and the proof are seen to be the same text. */
export const fingerprintOf = (text: string): string =>
  createHash("sha256").update(text.normalize("NFKC")).digest("hex").slice(0, 16).toUpperCase();

/** Who may let it go out, the first first. Never whoever wrote it. */
export type Candidate = { readonly personId: string; readonly title: string; readonly at: "village" | "town" };

/** The head of those who watch over the village, else another of its cadres, else one of the town. */
export function approversOf<One extends Candidate>(
  all: readonly One[],
  authorId: string | null,
  watchdog: string,
): readonly One[] {
  const others = all.filter(({ personId }) => personId !== authorId);
  const rank = ({ title, at }: Candidate): number => (at === "town" ? 2 : title.includes(watchdog) ? 0 : 1);
  return [...others].sort((one, other) => rank(one) - rank(other));
}

const morning = 9 * 60;
/** Working days after which it is asked once more whether it hangs on the board. */
const boardAskedAfter = 2;

/** When something is to be said or done of a publication next, after `now`. `isThrough`: its objections are settled. */
export function nextBell(
  publication: {
    readonly approvedAt: number;
    readonly objectionsUntil: number | null;
    readonly until: number | null;
    readonly isThrough: boolean;
  },
  now: number,
  calendar: Calendar,
): number | null {
  const { approvedAt, objectionsUntil, until, isThrough } = publication;
  const workdayAfter = (day: Day, count: number): Day => {
    let at = day;
    for (let left = count; left > 0; ) if (calendar.isWorkday(++at)) left--;
    return at;
  };
  const ahead = (moments: readonly number[]): number | null =>
    moments.filter((at) => at > now).sort((a, b) => a - b)[0] ?? null;
  if (objectionsUntil === null || until === null)
    return ahead([atMinute(workdayAfter(dayNumber(approvedAt), boardAskedAfter), morning)]);
  const dayBefore = atMinute(dayNumber(objectionsUntil) - 1, morning);
  // what waits for an answer is looked at each working day
  const waits = isThrough ? [] : [dayBefore, objectionsUntil, atMinute(workdayAfter(dayNumber(now), 1), morning)];
  return ahead([...(isThrough || now < objectionsUntil ? waits.slice(0, 2) : waits), until]);
}

export const isDayBefore = (objectionsUntil: number, now: number): boolean =>
  dayNumber(now) === dayNumber(objectionsUntil) - 1;

/** 同意公布, 可以发: said by whoever lets a publication go. */
export const freely = /^(?:同意|可以|准许)(?:公布|发布|发)[吧了]?[。.!！]*$/u;
