import type { Clock, Phrase, Span } from "./phrase.ts";
import { readClock } from "./read-clock.ts";
import { readDuration } from "./read-duration.ts";
import { skipBlanks, sticky } from "./scan.ts";

/** 提前半小时, 提前一天晚上八点, 当天早上: how one reminder stands to the time of the matter. */
export type Step = {
  readonly days: number;
  readonly minutes: number;
  readonly clock: Clock | null;
  /** 提前半天: the half of a day before that of the matter */
  readonly halfDay?: true;
  /** 提前 without saying how much, or in months */
  readonly unclear: boolean;
};

/** All that is said of it, one after the other: 提前一天和当天早上. */
export type Advance = Span & { readonly steps: readonly [Step, ...Step[]] };

const VERB = /提醒|叫我|喊我|通知我|告诉我|通知|喊一声/;
const ahead =
  /提前|(?<=[\u4e00-\u9fff])前(?= ?(?:半|[\d一二两三四五六七八九十]+ ?(?:个?半?个?小时|分钟|个?钟头|刻钟|天)))/g;
const verbNear = sticky(/[^,，。;；]{0,6}?(?:提醒|叫我|喊我|通知我|告诉我)/);
const unsaid = sticky(/ ?(?:一会儿?|一下|一点|点儿?|些|几天|几个小时|提醒|叫我|喊我|通知我|告诉我)/);
const halfDay = sticky(/ ?半[天日晌]/);
const dayAhead = sticky(/ ?(?:头|前)(?:一[天日]|天)/);
/** Between two of them; the first may have its verb. */
const and = sticky(
  / ?(?:(?:提醒|叫|喊|通知)(?:我|大家|一下|一次|一声){0,2})?(?: ?[,，、] ?| ?(?:和|及|以及|跟|与|还有) ?| ?[,，] ?(?:再|还)| ?再)(?:再|还)? ?/,
);
const sameDay = sticky(/ ?(?:当[天日]|(?:开会|会议)?那[天日]|当(?=[晚早]))的?/);
const mostSteps = 4;

/** The advance in a reminder's words, outside of its time phrases; null when there is none. */
export function findAdvance(text: string, phrases: readonly Phrase[]): Advance | null {
  for (const match of text.matchAll(ahead)) {
    const found = readAhead(text, match.index, match[0].length);
    if (found && !inside(phrases, found.start) && concernsReminder(text, found)) return found;
  }
  return findDaysAhead(text, phrases);
}

/** 前一天晚上和当天早上: of the matter whose time stands outside of it. */
function findDaysAhead(text: string, phrases: readonly Phrase[]): Advance | null {
  for (const { index } of text.matchAll(/[前头]一[天日]/g)) {
    const first = readNext(text, index);
    const found = first && { start: index, ...stepsFrom(text, first) };
    const hasMatter = phrases.some(
      ({ kind, start, end }) => kind !== "anchored" && (end <= index || start >= (found?.end ?? 0)),
    );
    if (found && found.steps.length > 1 && hasMatter && concernsReminder(text, found)) return found;
  }
  return null;
}

type Read = { readonly step: Step; readonly end: number };

function readAhead(text: string, start: number, length: number): Advance | null {
  const at = skipBlanks(text, start + length);
  const first = readStep(text, at);
  if (!first) {
    const vague = length === 2 ? unsaid(text, at) : null;
    return vague && { start, end: at, steps: [{ days: 0, minutes: 0, clock: null, unclear: true }] };
  }
  if (length === 1 && !verbNear(text, first.end)) return null;
  return { start, ...stepsFrom(text, first) };
}

function stepsFrom(text: string, first: Read): { readonly steps: readonly [Step, ...Step[]]; readonly end: number } {
  const steps: [Step, ...Step[]] = [first.step];
  let { end } = first;
  while (steps.length < mostSteps) {
    const link = and(text, end);
    const next = link && readNext(text, end + link[0].length);
    if (!next) break;
    steps.push(next.step);
    end = next.end;
  }
  return { end, steps };
}

/** A length of time, and perhaps the clock on that day. */
function readStep(text: string, at: number): Read | null {
  const half = halfDay(text, at);
  if (half)
    return { step: { days: 0, minutes: 0, clock: null, halfDay: true, unclear: false }, end: at + half[0].length };
  const duration = readDuration(text, at);
  if (!duration) return null;
  const { days, minutes, months, workdays, exact } = duration.value;
  const clock = days > 0 ? readClock(text, skipBlanks(text, duration.end), true) : null;
  const unclear = !exact || months > 0 || workdays > 0;
  return { step: { days, minutes, clock: clock?.value ?? null, unclear }, end: clock?.end ?? duration.end };
}

/** The next of several: 10分钟, 提前10分钟, 当天早上, 当天早上7点, 前一天晚上. */
function readNext(text: string, at: number): Read | null {
  const same = sameDay(text, at);
  const clockAt = skipBlanks(text, at + (same?.[0].length ?? 0));
  if (same) {
    const clock = readClock(text, clockAt, true);
    return clock && { step: { days: 0, minutes: 0, clock: clock.value, unclear: false }, end: clock.end };
  }
  const before = dayAhead(text, at);
  if (before) {
    const clock = readClock(text, skipBlanks(text, at + before[0].length), true);
    const end = clock?.end ?? at + before[0].length;
    return { step: { days: 1, minutes: 0, clock: clock?.value ?? null, unclear: false }, end };
  }
  return readStep(text, text.startsWith("提前", at) ? skipBlanks(text, at + 2) : at);
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
