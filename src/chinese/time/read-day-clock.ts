import { afterMark, aroundMark, beforeMark, EDGE_FIRSTS, joint, withinMark } from "./marks.ts";
import { type DayExpr, hit, type MomentPhrase, type Named, type Phrase } from "./phrase.ts";
import { readAnchor } from "./read-anchored.ts";
import { readClock } from "./read-clock.ts";
import { readDay } from "./read-day.ts";
import { readDuration } from "./read-duration.ts";
import { type Hit, skipBlanks } from "./scan.ts";
import { DAY, startsAt } from "./starts.ts";

export type Opening = Pick<MomentPhrase, "day" | "festival" | "lunar" | "edge">;

/** What a named day says of a phrase; nothing for a clock alone. */
export function opening(named: Extract<Named, { kind: "day" }> | null): Opening {
  return { day: named?.day ?? null, festival: named?.festival ?? false, lunar: named?.lunar ?? false, edge: null };
}

/** After a day: a second name for it, its clock, and 前, 内, 后. */
export function withClock(text: string, at: number, dayEnd: number, first: Opening): Hit<Phrase> {
  const second = first.edge ? null : readCheck(text, dayEnd, first.day);
  const bareFirst = first.day?.kind === "weekday" && first.day.weeks === null && second !== null;
  const main = bareFirst && second ? { ...first, ...opening(second.value) } : first;
  const check = second ? (bareFirst ? first.day : second.value.day) : null;
  const end = second?.end ?? dayEnd;
  const lunar = first.lunar || (second?.value.lunar ?? false);
  const beside = first.edge || check ? null : readAnchor(text, text.charAt(end) === "的" ? end + 1 : end);
  if (beside) return besideDay(text, at, beside, { ...main, lunar, check, clock: beside.value.clock });
  const clock = readClock(text, end + (joint(text, end)?.[0].length ?? 0), true);
  const phrase = { ...main, lunar, check, clock: clock?.value ?? null };
  return withEdge(text, at, clock?.end ?? end, phrase);
}

/** 元宵节头天晚上, 腊八第二天: the day before or after the one named. */
function besideDay(
  text: string,
  start: number,
  { value, end }: Hit<{ readonly days: number }>,
  phrase: Omit<MomentPhrase, "kind" | "start" | "end" | "shift">,
): Hit<Phrase> {
  const shift = value.days === 0 ? null : { days: -value.days, minutes: 0 };
  const mark = beforeMark(text, end);
  const edge = mark ? "before" : null;
  return moment(start, end + (mark?.[0].length ?? 0), { ...phrase, edge, shift });
}

/** 12月3日（周四）, 周四（12月3日）, 明天周五, 1月30日（周六，腊月廿三） */
function readCheck(text: string, at: number, first: DayExpr | null): Hit<Extract<Named, { kind: "day" }>> | null {
  const blank = skipBlanks(text, at);
  const bracket = /[([【]/.test(text.charAt(blank));
  const of = first?.kind === "offset" && text.charAt(blank) === "的" ? blank + 1 : blank;
  const from = bracket ? skipBlanks(text, blank + 1) : of;
  const day = startsAt(text, from) & DAY ? readDay(text, from) : null;
  if (day?.value.kind !== "day" || day.value.day.kind === first?.kind || day.value.festival) return null;
  if (!bracket) return { value: day.value, end: day.end };
  const close = /^[^()【】[\]]{0,12}?[)\]】]/.exec(text.slice(day.end, day.end + 14));
  if (!close) return null;
  const lunar = day.value.lunar || /月/.test(close[0]);
  return { value: { ...day.value, lunar }, end: day.end + close[0].length };
}

/** After the day and the clock: 前, 内, 后, 左右. */
export function withEdge(
  text: string,
  start: number,
  at: number,
  phrase: Omit<MomentPhrase, "kind" | "start" | "end" | "shift">,
): Hit<Phrase> {
  if (!EDGE_FIRSTS.includes(text.charAt(at))) return moment(start, at, { ...phrase, shift: null });
  const around = aroundMark(text, at);
  if (around) return moment(start, at + around[0].length, { ...phrase, edge: "around", shift: null });
  const mark = beforeMark(text, at);
  if (mark) return shifted(text, start, at + mark[0].length, phrase);
  const within = withinMark(text, at);
  if (within && phrase.day) return moment(start, at + within[0].length, { ...phrase, edge: "within", shift: null });
  const after = afterMark(text, at);
  if (after) return moment(start, at + after[0].length, { ...phrase, edge: "after", shift: null });
  return moment(start, at, { ...phrase, shift: null });
}

/** After 前: 前三天, 前一晚, 前半小时 count back; nothing more is a deadline. */
function shifted(
  text: string,
  start: number,
  at: number,
  phrase: Omit<MomentPhrase, "kind" | "start" | "end" | "shift">,
): Hit<Phrase> {
  const plain = moment(start, at, { ...phrase, edge: "before", shift: null });
  if (!text.endsWith("前", at) && text.charAt(at - 1) !== "前") return plain;
  const night = text.startsWith("一晚", at) || text.startsWith("一夜", at);
  const length = night ? null : readDuration(text, at);
  if (!night && (!length?.value.exact || length.value.months || length.value.workdays)) return plain;
  if (length && /^[内之以]/.test(text.slice(length.end, length.end + 1))) return plain;
  const end = night ? at + 1 : (length?.end ?? at);
  const shift = { days: night ? 1 : (length?.value.days ?? 0), minutes: length?.value.minutes ?? 0 };
  const clock = shift.days ? readClock(text, end + (night ? 0 : (joint(text, end)?.[0].length ?? 0)), true) : null;
  const next = { ...phrase, clock: clock?.value ?? phrase.clock, edge: phrase.edge, shift };
  return moment(start, clock?.end ?? end, next);
}

function moment(start: number, end: number, phrase: Omit<MomentPhrase, "kind" | "start" | "end">): Hit<MomentPhrase> {
  return hit({ kind: "moment", start, end, ...phrase });
}
