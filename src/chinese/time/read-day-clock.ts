import { afterMark, aroundMark, beforeMark, EDGE_FIRSTS, joint, withinMark } from "./marks.ts";
import { type Clock, type DayExpr, type Edge, hit, type MomentPhrase, type Named, type Phrase } from "./phrase.ts";
import { readAnchor } from "./read-anchored.ts";
import { readClock } from "./read-clock.ts";
import { readDay } from "./read-day.ts";
import { readDuration } from "./read-duration.ts";
import { type Hit, skipBlanks } from "./scan.ts";
import { DAY, startsAt } from "./starts.ts";

type NamedDay = Extract<Named, { kind: "day" }>;

/** What is known of a moment before its edge is read. Built field by field: spreading it was a tenth of all the time. */
type Draft = Pick<MomentPhrase, "day" | "festival" | "lunar" | "check" | "clock" | "clockFirst">;

export function draft(named: NamedDay | null, clock: Clock | null, check: DayExpr | null, clockFirst: boolean): Draft {
  if (!named) return { day: null, festival: false, lunar: false, check, clock, clockFirst };
  return { day: named.day, festival: named.festival, lunar: named.lunar, check, clock, clockFirst };
}

/** After a day: a second name for it, its clock, and 前, 内, 后. */
export function withClock(text: string, at: number, dayEnd: number, first: NamedDay): Hit<Phrase> {
  const second = readCheck(text, dayEnd, first.day);
  const bareFirst = second !== null && first.day.kind === "weekday" && first.day.weeks === null;
  const main = bareFirst ? second.value : first;
  const check = second ? (bareFirst ? first.day : second.value.day) : null;
  const end = second?.end ?? dayEnd;
  const lunar = first.lunar || (second?.value.lunar ?? false);
  const named = lunar === main.lunar ? main : { ...main, lunar };
  const beside = check ? null : readAnchor(text, text.charAt(end) === "的" ? end + 1 : end);
  if (beside) return besideDay(text, at, beside, draft(named, beside.value.clock, check, false));
  const clock = readClock(text, end + (joint(text, end)?.[0].length ?? 0), true);
  return withEdge(text, at, clock?.end ?? end, draft(named, clock?.value ?? null, check, false));
}

/** 三天内: the day is a length of time, its edge is already read. */
export function withClockWithin(text: string, at: number, end: number, day: DayExpr): Hit<Phrase> {
  const clock = readClock(text, end + (joint(text, end)?.[0].length ?? 0), true);
  const named = { kind: "day", day, festival: false, lunar: false } as const;
  return withEdge(text, at, clock?.end ?? end, draft(named, clock?.value ?? null, null, false), "within");
}

/** 元宵节头天晚上, 腊八第二天: the day before or after the one named. */
function besideDay(
  text: string,
  start: number,
  { value, end }: Hit<{ readonly days: number }>,
  phrase: Draft,
): Hit<Phrase> {
  const shift = value.days === 0 ? null : { days: -value.days, minutes: 0 };
  const mark = beforeMark(text, end);
  return moment(start, end + (mark?.[0].length ?? 0), phrase, mark ? "before" : null, shift);
}

/** 12月3日（周四）, 周四（12月3日）, 明天周五, 1月30日（周六，腊月廿三） */
function readCheck(text: string, at: number, first: DayExpr): Hit<NamedDay> | null {
  const blank = skipBlanks(text, at);
  const bracket = "([【".includes(text.charAt(blank)) && blank < text.length;
  const of = first.kind === "offset" && text.charAt(blank) === "的" ? blank + 1 : blank;
  const from = bracket ? skipBlanks(text, blank + 1) : of;
  const day = startsAt(text, from) & DAY ? readDay(text, from) : null;
  if (day?.value.kind !== "day" || day.value.day.kind === first.kind || day.value.festival) return null;
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
  phrase: Draft,
  edge: Edge | null = null,
): Hit<Phrase> {
  if (!EDGE_FIRSTS.includes(text.charAt(at))) return moment(start, at, phrase, edge, null);
  const around = aroundMark(text, at);
  if (around) return moment(start, at + around[0].length, phrase, "around", null);
  const mark = beforeMark(text, at);
  if (mark) return shifted(text, start, at + mark[0].length, phrase, edge);
  const within = withinMark(text, at);
  if (within && phrase.day) return moment(start, at + within[0].length, phrase, "within", null);
  const after = afterMark(text, at);
  if (after) return moment(start, at + after[0].length, phrase, "after", null);
  return moment(start, at, phrase, edge, null);
}

/** After 前: 前三天, 前一晚, 前半小时 count back; nothing more is a deadline. */
function shifted(text: string, start: number, at: number, phrase: Draft, edge: Edge | null): Hit<Phrase> {
  const plain = moment(start, at, phrase, "before", null);
  if (!text.endsWith("前", at) && text.charAt(at - 1) !== "前") return plain;
  const night = text.startsWith("一晚", at) || text.startsWith("一夜", at);
  const length = night ? null : readDuration(text, at);
  if (!night && (!length?.value.exact || length.value.months || length.value.workdays)) return plain;
  if (length && /^[内之以]/.test(text.slice(length.end, length.end + 1))) return plain;
  const end = night ? at + 1 : (length?.end ?? at);
  const shift = { days: night ? 1 : (length?.value.days ?? 0), minutes: length?.value.minutes ?? 0 };
  const clock = shift.days ? readClock(text, end + (night ? 0 : (joint(text, end)?.[0].length ?? 0)), true) : null;
  return moment(start, clock?.end ?? end, { ...phrase, clock: clock?.value ?? phrase.clock }, edge, shift);
}

function moment(
  start: number,
  end: number,
  phrase: Draft,
  edge: Edge | null,
  shift: MomentPhrase["shift"],
): Hit<MomentPhrase> {
  const { day, festival, lunar, check, clock, clockFirst } = phrase;
  return hit({ kind: "moment", start, end, day, festival, lunar, check, clock, clockFirst, edge, shift });
}
