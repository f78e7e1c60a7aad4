import { asks, withinMark } from "./marks.ts";
import { readNumeral } from "./numeral.ts";
import { type DayExpr, hit, type Phrase } from "./phrase.ts";
import { withClock, withClockWithin } from "./read-day-clock.ts";
import { type Duration, readDuration } from "./read-duration.ts";
import { vague } from "./read-vague-phrase.ts";
import { before, type Hit, sticky } from "./scan.ts";

const laterMark = sticky(/ ?(?:之后|以后|过后|后)/, " 之以过后");

const agoMark = sticky(/ ?(?:之前|以前|前(?![往面头后来]))/, " 之以前");

const wait = sticky(/(?:再过|再等|再有|过|等|再|隔) ?/, "再过等隔");

/** 半小时后, 再过20分钟, 三天内, 3个工作日内, 两天前, 三天后下午三点 */
export function readOffset(text: string, at: number): Hit<Phrase> | null {
  const lead = wait(text, at);
  if (!lead && !readNumeral(text, at) && text.charAt(at) !== "半") return null;
  const said = readDuration(text, at + (lead?.[0].length ?? 0));
  if (!said) return null;
  // 3-5天内, 三到五天后
  const upTo = /[\d一二三四五六七八九十两] ?[-~到至] ?$/.test(before(text, at, 4));
  const length = upTo ? { ...said, value: { ...said.value, exact: false } } : said;
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
  return how.within
    ? withClockWithin(text, at, end, day)
    : withClock(text, at, end, { kind: "day", day, festival: false, lunar: false });
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
