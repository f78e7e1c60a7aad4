import { readNumeral } from "./numeral.ts";
import type { Clock, DayExpr, MomentPhrase, Named, Phrase, RulePhrase, VaguePhrase } from "./phrase.ts";
import { readClock } from "./read-clock.ts";
import { readDay } from "./read-day.ts";
import { type Duration, readDuration } from "./read-duration.ts";
import { readRule } from "./read-rule.ts";
import { readVague } from "./read-vague.ts";
import { before, type Hit, skipBlanks, sticky } from "./scan.ts";

const beforeMark = sticky(/ ?(?:之前|以前|前(?![往面头后来去夕])|(?:为止|截止|止)(?=$|[\s,，。]))/);
const withinMark = sticky(/ ?(?:之内|以内|内(?!部(?![署分])|务(?!必)|[容外涝科]))/);
const afterMark = sticky(/ ?(?:之后|以后|过后|往后|后(?![面头院山勤续备沟湾街果门台坡墙屋天]))/);
const aroundMark = sticky(/ ?(?:前后|左右|上下|前夕|期间)/);
const laterMark = sticky(/ ?(?:之后|以后|过后|后)/);
const agoMark = sticky(/ ?(?:之前|以前|前(?![往面头后来]))/);
const wait = sticky(/(?:再过|再等|再有|过|等|再|隔) ?/, "再过等隔");
const joint = sticky(/ ?(?:的|[,，]|:)? ?/);
const listJoint = sticky(/ ?(?:、|和|跟|及|与|,|，) ?/);
const asks = sticky(/ ?(?:提醒|叫我|喊我|通知我|告诉我)/);
const manyParts = sticky(/早中晚|早午晚|早晚/);
const exclusion = sticky(/ ?[(,，]? ?(?:除了?[^,，。]{1,6}(?:外|都)|(?:周末|节假日|周[六日]|星期[六天日]|双休日)除外)/);
const EXCEPT = /(?:周末|节假日|周[六日]|星期[六天日]|双休日|假期)(?:不|除外|休)|除(?:了|开)?[^,，。]{1,6}外/;
const until = sticky(/ ?(?:到|至|直到) ?/);

/** The phrase that begins at a position, or null. */
export function readPhrase(text: string, at: number): Hit<Phrase> | null {
  return readOffset(text, at) ?? readRecurring(text, at) ?? readVagueWord(text, at) ?? readMoment(text, at);
}

function hit<T extends Phrase>(value: T): Hit<T> {
  return { value, end: value.end };
}

/** 半小时后, 再过20分钟, 三天内, 3个工作日内, 两天前, 三天后下午三点 */
function readOffset(text: string, at: number): Hit<Phrase> | null {
  const lead = wait(text, at);
  if (!lead && !readNumeral(text, at) && text.charAt(at) !== "半") return null;
  const length = readDuration(text, at + (lead?.[0].length ?? 0));
  if (!length) return null;
  const waits = lead !== null && !/^再? ?$/.test(lead[0]);
  const later = laterMark(text, length.end);
  const within = later ? null : withinMark(text, length.end);
  const ago = later || within || waits ? null : agoMark(text, length.end);
  const mark = later ?? within ?? ago;
  const written = text.slice(at, length.end);
  if (ago && /日$/.test(written) && !/自然日|工作日/.test(written)) return null;
  if (!mark && !waits) return unsaid(text, at, length);
  if (!mark && lead?.[0].startsWith("隔") && !asks(text, length.end)) return null;
  if (!mark && /[了过没]/.test(text.charAt(length.end))) return null;
  if (/^再?过 ?[两俩] ?[天日]$/.test(written)) return vague(text, at, length.end, { about: "days" }, false);
  const end = length.end + (mark?.[0].length ?? 0);
  return placed(text, at, end, length.value, { sign: ago ? -1 : 1, within: within !== null });
}

function placed(
  text: string,
  at: number,
  end: number,
  length: Duration,
  how: { sign: number; within: boolean },
): Hit<Phrase> {
  if (!length.exact) return vagueDuration(text, at, end, length, how.within);
  if (length.clocked)
    return hit({ kind: "relative", start: at, end, minutes: how.sign * length.minutes, within: how.within });
  const day: DayExpr = length.workdays
    ? { kind: "workdays", count: how.sign * length.workdays }
    : { kind: "offset", months: how.sign * length.months, days: how.sign * length.days };
  return withClock(text, at, end, { day, festival: false, lunar: false, edge: how.within ? "within" : null });
}

/** 20分钟提醒我: most likely 20分钟后, but it is not said */
function unsaid(text: string, at: number, length: Hit<Duration>): Hit<Phrase> | null {
  if (!length.value.clocked || !asks(text, length.end) || /[每隔前续]/.test(before(text, at, 1))) return null;
  return vagueDuration(text, at, length.end, length.value, false);
}

function vagueDuration(text: string, at: number, end: number, length: Duration, within: boolean): Hit<Phrase> {
  const days = Math.round(length.days + length.months * 30 + length.workdays);
  return vague(
    text,
    at,
    end,
    { about: "duration", days, minutes: length.clocked ? length.minutes : null, within },
    false,
  );
}

function readVagueWord(text: string, at: number): Hit<Phrase> | null {
  const word = readVague(text, at);
  return word && vague(text, at, word.end, word.value.topic, word.value.weak);
}

/** Vague words with the clock that may follow, and 前, 内, 后. */
function vague(text: string, start: number, at: number, topic: VaguePhrase["topic"], weak: boolean): Hit<VaguePhrase> {
  const clock = readClock(text, at + (joint(text, at)?.[0].length ?? 0), true);
  const end = clock?.end ?? at;
  const early = beforeMark(text, end);
  const mark = early ?? withinMark(text, end) ?? afterMark(text, end) ?? aroundMark(text, end);
  const about = early ? beforeTopic(topic) : topic;
  return hit({
    kind: "vague",
    start,
    end: end + (mark?.[0].length ?? 0),
    topic: about,
    clock: clock?.value ?? null,
    weak,
  });
}

/** 过年前 lies before the festival, 12月前 at the latest on its first day. */
function beforeTopic(topic: VaguePhrase["topic"]): VaguePhrase["topic"] {
  if (topic.about === "holiday") return { about: "eve", festival: topic.festival };
  return topic.about === "month" && topic.days[0] === 1 ? { ...topic, days: [1, 2] } : topic;
}

function readRecurring(text: string, at: number): Hit<Phrase> | null {
  const named = readRule(text, at);
  if (!named) return null;
  const { clocks, end } = readClocks(text, named.end);
  const mark = beforeMark(text, end);
  const finish = end + (mark?.[0].length ?? 0);
  const limited = exclusion(text, finish) ?? untilDay(text, finish) ?? EXCEPT.exec(text.slice(finish, finish + 30));
  if (named.value.kind === "rule" && !limited) {
    const edge = mark ? "before" : null;
    return hit({
      kind: "rule",
      start: at,
      end: finish,
      rule: named.value.rule,
      clocks,
      edge,
      from: null,
    } satisfies RulePhrase);
  }
  const either =
    named.value.kind === "either"
      ? named.value.rules
      : ([
          { rule: named.value.rule, later: 0 },
          { rule: { kind: "workdays" }, later: 0 },
        ] as const);
  const stop = finish + (limited && exclusion(text, finish) ? limited[0].length : 0);
  return hit({
    kind: "vague",
    start: at,
    end: stop,
    topic: { about: "rules", rules: either },
    clock: clocks[0] ?? null,
    weak: false,
  });
}

function readClocks(text: string, at: number): { clocks: Clock[]; end: number } {
  const parts = manyParts(text, at);
  if (parts) {
    const clocks = [...parts[0]].flatMap(
      (each) => readClock(each === "午" ? "中午" : each === "中" ? "中午" : each, 0, true)?.value ?? [],
    );
    return { clocks, end: at + parts[0].length };
  }
  const first = readClock(text, at + (joint(text, at)?.[0].length ?? 0), true);
  if (!first) return { clocks: [], end: at };
  const clocks = [first.value];
  let end = first.end;
  for (let mark = listJoint(text, end); mark; mark = listJoint(text, end)) {
    const next = readClock(text, end + mark[0].length, false);
    if (!next) break;
    clocks.push(next.value);
    end = next.end;
  }
  return { clocks, end };
}

/** 每天8点到12月底: an end, which a rule cannot hold. 到七点半 is the end of the matter. */
function untilDay(text: string, at: number): RegExpExecArray | null {
  const mark = until(text, at);
  return mark && readDay(text, at + mark[0].length) ? mark : null;
}

type Opening = Pick<MomentPhrase, "day" | "festival" | "lunar" | "edge">;

function readMoment(text: string, at: number): Hit<Phrase> | null {
  const named = readDay(text, at);
  if (named?.value.kind === "vague") return vague(text, at, named.end, named.value.topic, false);
  if (named) return withClock(text, at, named.end, opening(named.value));
  const clock = readClock(text, at, false);
  if (!clock) return null;
  return (
    clockFirst(text, at, clock) ?? withEdge(text, at, clock.end, { ...opening(null), clock: clock.value, check: null })
  );
}

function opening(named: Extract<Named, { kind: "day" }> | null): Opening {
  return { day: named?.day ?? null, festival: named?.festival ?? false, lunar: named?.lunar ?? false, edge: null };
}

/** 早上8点每天, 8点12月3号: the day after its clock */
function clockFirst(text: string, at: number, clock: Hit<Clock>): Hit<Phrase> | null {
  const next = skipBlanks(text, clock.end);
  const rule = readRule(text, next);
  if (rule?.value.kind === "rule")
    return hit({
      kind: "rule",
      start: at,
      end: rule.end,
      rule: rule.value.rule,
      clocks: [clock.value],
      edge: null,
      from: null,
    } satisfies RulePhrase);
  if (/[一二三四五六七八九十\d]/.test(text.charAt(next)) && clock.value.partOnly) return null;
  const day = readDay(text, next);
  if (day?.value.kind !== "day" || readClock(text, day.end, true)) return null;
  return withEdge(text, at, day.end, { ...opening(day.value), clock: clock.value, check: null });
}

/** After a day: a second name for it, its clock, and 前, 内, 后. */
function withClock(text: string, at: number, dayEnd: number, first: Opening): Hit<Phrase> {
  const second = first.edge ? null : readCheck(text, dayEnd, first.day);
  const bareFirst = first.day?.kind === "weekday" && first.day.weeks === null && second !== null;
  const main = bareFirst && second ? { ...first, ...opening(second.value) } : first;
  const check = second ? (bareFirst ? first.day : second.value.day) : null;
  const end = second?.end ?? dayEnd;
  const lunar = first.lunar || (second?.value.lunar ?? false);
  const clock = readClock(text, end + (joint(text, end)?.[0].length ?? 0), true);
  const phrase = { ...main, lunar, check, clock: clock?.value ?? null };
  return withEdge(text, at, clock?.end ?? end, phrase);
}

/** 12月3日（周四）, 周四（12月3日）, 明天周五, 1月30日（周六，腊月廿三） */
function readCheck(text: string, at: number, first: DayExpr | null): Hit<Extract<Named, { kind: "day" }>> | null {
  const blank = skipBlanks(text, at);
  const bracket = /[([【]/.test(text.charAt(blank));
  const of = first?.kind === "offset" && text.charAt(blank) === "的" ? blank + 1 : blank;
  const day = readDay(text, bracket ? skipBlanks(text, blank + 1) : of);
  if (day?.value.kind !== "day" || day.value.day.kind === first?.kind || day.value.festival) return null;
  if (!bracket) return { value: day.value, end: day.end };
  const close = /^[^()【】[\]]{0,12}?[)\]】]/.exec(text.slice(day.end, day.end + 14));
  if (!close) return null;
  const lunar = day.value.lunar || /月/.test(close[0]);
  return { value: { ...day.value, lunar }, end: day.end + close[0].length };
}

function withEdge(
  text: string,
  start: number,
  at: number,
  phrase: Omit<MomentPhrase, "kind" | "start" | "end" | "shift">,
): Hit<Phrase> {
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
