import type { Clock, Phrase, Span } from "./phrase.ts";
import { readClock } from "./read-clock.ts";
import { readDuration } from "./read-duration.ts";
import { skipBlanks, sticky } from "./scan.ts";

/** 提前半小时, 提前一天晚上八点, 会前十分钟: how the reminder stands to the time of the matter. */
export type Advance = Span & {
  readonly days: number;
  readonly minutes: number;
  readonly clock: Clock | null;
  /** 提前 without saying how much, or in months */
  readonly unclear: boolean;
};

const VERB = /提醒|叫我|喊我|通知我|告诉我|通知|喊一声/;
const ahead =
  /提前|(?<=[\u4e00-\u9fff])前(?= ?(?:半|[\d一二两三四五六七八九十]+ ?(?:个?半?个?小时|分钟|个?钟头|刻钟|天)))/g;
const verbNear = sticky(/[^,，。;；]{0,6}?(?:提醒|叫我|喊我|通知我|告诉我)/);
const unsaid = sticky(/ ?(?:一会儿?|一下|一点|点儿?|些|几天|几个小时|提醒|叫我|喊我|通知我|告诉我)/);

/** The advance in a reminder's words, outside of its time phrases; null when there is none. */
export function findAdvance(text: string, phrases: readonly Phrase[]): Advance | null {
  for (const match of text.matchAll(ahead)) {
    const found = readAhead(text, match.index, match[0].length);
    if (found && !inside(phrases, found.start) && concernsReminder(text, found)) return found;
  }
  return null;
}

function readAhead(text: string, start: number, length: number): Advance | null {
  const at = skipBlanks(text, start + length);
  const duration = readDuration(text, at);
  if (!duration) {
    const vague = length === 2 ? unsaid(text, at) : null;
    return vague && { start, end: at, days: 0, minutes: 0, clock: null, unclear: true };
  }
  const { days, minutes, months, workdays, exact } = duration.value;
  if (length === 1 && !verbNear(text, duration.end)) return null;
  const clock = days > 0 ? readClock(text, skipBlanks(text, duration.end), true) : null;
  const unclear = !exact || months > 0 || workdays > 0;
  return { start, end: clock?.end ?? duration.end, days, minutes, clock: clock?.value ?? null, unclear };
}

function inside(phrases: readonly Phrase[], at: number): boolean {
  return phrases.some((each) => each.start <= at && at < each.end);
}

/** 提醒我提前半小时到 is the matter; 提前半小时提醒我 is the reminder. */
function concernsReminder(text: string, found: Span): boolean {
  return (
    !VERB.test(text.slice(Math.max(0, found.start - 200), found.start)) ||
    VERB.test(text.slice(found.end, found.end + 200))
  );
}
