import { clip } from "../chinese/privacy/clip.ts";

/** What a digest speaks of. Counts only: no phone number, nobody in need, no complainer by name can be in it. */
export type DigestFacts = {
  /** `11月21日` */
  readonly day: string;
  readonly placeName: string;
  readonly talks: string | null;
  readonly visits: string | null;
  /** anything at all was recorded since the last digest */
  readonly hasFreshRecords: boolean;
  readonly opinions: {
    readonly fresh: number;
    readonly freshAway: number;
    readonly unanswered: number;
    readonly oldestDays: number;
  };
  readonly reminders: readonly { readonly time: string; readonly text: string }[];
  readonly deafGroups: number;
};

const mostLines = 12;
const shownOfMatter = 16;
const mostBytes = 2000;
const shownReminders = 4;

/** Something has happened or is to be done: otherwise nothing is sent. */
export const hasNews = ({ hasFreshRecords, opinions, reminders }: DigestFacts): boolean =>
  hasFreshRecords || opinions.unanswered > 0 || reminders.length > 0;

/** At most 12 lines and 2,000 bytes, exceptions first. */
export function digestText(facts: DigestFacts): string {
  const lines = [
    `${facts.day} ${facts.placeName}`,
    facts.talks,
    facts.visits,
    opinionLine(facts.opinions),
    reminderLine(facts.reminders),
  ];
  if (facts.deafGroups > 0) lines.push(`听不全的群${facts.deafGroups}个（只收@我的话）`);
  const kept = lines.filter((line) => line !== null).slice(0, mostLines);
  if (kept.length === 1) kept.push("没有新情况");
  while (kept.length > 1 && Buffer.byteLength(kept.join("\n")) > mostBytes) kept.pop();
  return kept.join("\n");
}

function opinionLine({ fresh, freshAway, unanswered, oldestDays }: DigestFacts["opinions"]): string | null {
  if (fresh === 0 && unanswered === 0) return null;
  const parts = fresh > 0 ? [`新增${fresh}${freshAway > 0 ? `（外出${freshAway}）` : ""}`] : [];
  if (unanswered > 0) parts.push(`未答复${unanswered}${oldestDays > 0 ? `，最久${oldestDays}天` : ""}`);
  return `意见 ${parts.join("，")}`;
}

function reminderLine(reminders: DigestFacts["reminders"]): string | null {
  if (reminders.length === 0) return null;
  const shown = reminders.slice(0, shownReminders).map(({ time, text }) => `${time} ${clip(text, shownOfMatter)}`);
  return `提醒 今天${reminders.length}件：${shown.join("；")}${reminders.length > shownReminders ? "…" : ""}`;
}

const earliest = 7 * 60 + 40;
const latest = 8 * 60 + 20;

/** A minute of the day between 7:40 and 8:20, never on :00 or :30, the same for a place each day. */
export function defaultMinute(placeId: string): number {
  const minutes = Array.from({ length: latest - earliest + 1 }, (_, index) => earliest + index).filter(
    (minute) => minute % 30 !== 0,
  );
  let hash = 0;
  for (const character of placeId) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return minutes[hash % minutes.length] ?? earliest;
}

/** Until noon a digest that is late still goes, marked. */
export const lateUntil = 12 * 60;
