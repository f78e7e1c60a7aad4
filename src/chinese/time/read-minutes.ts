import { type Numeral, readNumeral } from "./numeral.ts";
import { type Hit, skipBlanks, sticky } from "./scan.ts";

const MEASURE =
  /^ ?(?:公里|千米|米|里[地路]?|亩|斤|公斤|吨|两|元|万|千|百|亿|%|倍|度|平|立方|升|厘|毫|丈|尺|寸|成|个百分)/;

const COUNTED = /^(?:[人户家个名口位组社队村湾台车辆号场次]|一[起同块边定律下共直齐并道])/;

const afterHour = sticky(
  / ?(?:过? ?(?:(半)|(?:(一|1)|(二|2|两)|(三|3))刻钟?)|差(?=[一二三四五六七八九十\d两])|[零〇](?=[一二三四五六七八九十\d])|过(?=(?:[一二三四五]?十?[一二三四五六七八九两]?|\d{1,2})分))/,
);

/** 十分, 一刻, 5分钟 */
export function readMinutes(text: string, at: number): Hit<number> | null {
  const number = readNumeral(text, at);
  if (!number?.value.exact) return null;
  const unit = /^ ?(?:(分钟?)|刻钟?)/.exec(text.slice(number.end, number.end + 4));
  if (!unit) return null;
  return { value: number.value.n * (unit[1] ? 1 : 15), end: number.end + unit[0].length };
}

/** What follows 点: minutes and where they end; null when the whole is a decimal (八点五亩), not a clock. */
export function readAfterHour(text: string, at: number): { minute: number; end: number } | null {
  const word = afterHour(text, at);
  const end = at + (word?.[0].length ?? 0);
  if (word?.[1]) return /^[天年个亩斤]/.test(text.charAt(end)) ? { minute: 0, end: at } : { minute: 30, end };
  if (word?.[2]) return { minute: 15, end };
  if (word?.[3]) return { minute: 30, end };
  if (word?.[4]) return { minute: 45, end };
  if (word?.[0].trim() === "差") {
    const minutes = readMinutes(text, end);
    return minutes ? { minute: -minutes.value, end: minutes.end } : { minute: 0, end: at };
  }
  const number = readNumeral(text, word ? end : skipBlanks(text, at));
  if (!number) return { minute: 0, end: at };
  return minuteNumber(text, at, number, word !== null);
}

function minuteNumber(
  text: string,
  at: number,
  number: Hit<Numeral>,
  zero: boolean,
): { minute: number; end: number } | null {
  const { n, han, exact } = number.value;
  const written = text.slice(at, number.end).trim();
  const following = text.slice(number.end, number.end + 4);
  const hour = { minute: 0, end: at };
  const unit = /^ ?分钟?(?![地之田])/.exec(following);
  if (unit && exact) return { minute: n, end: number.end + unit[0].length };
  if (!exact || !Number.isInteger(n)) return COUNTED.test(following) ? hour : null;
  const two = han ? /十|^零|^〇|^过|廿|卅/.test(written) : /^\d\d$/.test(written);
  if (MEASURE.test(following)) return null;
  if (two || zero) return COUNTED.test(following) ? hour : { minute: n, end: number.end };
  if (COUNTED.test(following) || COUNTED.test(text.slice(number.end - 1, number.end + 1))) return hour;
  return startsTime(following) ? hour : null;
}

/** 八点三天内: the number after 点 begins something else. */
function startsTime(following: string): boolean {
  return /^[天月日周年]/.test(following);
}
