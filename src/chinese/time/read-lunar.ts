import { readNumeral } from "./numeral.ts";
import type { DayExpr, Named, VagueTopic, YearRef } from "./phrase.ts";
import { before, type Hit, skipBlanks, sticky } from "./scan.ts";

const calendarWord = sticky(/(?:农历|阴历|旧历|夏历|老历|古历) ?的? ?/, "农阴旧夏老古");
const monthWord = sticky(
  /(闰)?(?:(正|冬|腊)|(十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9])) ?月 ?的? ?/,
  "闰正冬腊十一二三四五六七八九0123456789",
);
const dayWord = sticky(/(?:初 ?(十|[一二三四五六七八九]|10|[1-9](?!\d))|(廿[一二三四五六七八九]?|卅))(?: ?[号日])?/);
const lastDay = sticky(/(?:底|末|最后一天)/);
const newYear = sticky(
  /(?:(?:大年|年)(?:初 ?(十|[一二三四五六七八九])|(三十晚?|卅|除夕)|(廿[一二三四五六七八九]?))|(二月二龙抬头|龙抬头))/,
  "大年二龙",
);
const NAMED_MONTHS: Record<string, number> = { 正: 1, 冬: 11, 腊: 12 };
const COUNTED = /^[社组户队村个人天年级]/;

/** 腊月廿三, 农历三月初三, 闰五月初五, 大年初二, 年三十, 农历十五. */
export function readLunar(text: string, at: number, year: YearRef | null): Hit<Named> | null {
  const word = newYear(text, at);
  if (word && !/[今明去后前几多]/.test(before(text, at, 1)))
    return { value: lunar(newYearDay(word, year)), end: at + word[0].length - (word[2]?.endsWith("晚") ? 1 : 0) };
  const calendar = calendarWord(text, at);
  const start = at + (calendar?.[0].length ?? 0);
  const month = monthWord(text, start);
  if (!month) return calendar ? readDayOnly(text, start) : readBareFirstTen(text, at, year);
  const said = calendar !== null || month[1] !== undefined || month[2] !== undefined;
  const number = month[2] ? (NAMED_MONTHS[month[2]] ?? 0) : (readNumeral(month[3] ?? "", 0)?.value.n ?? 0);
  const leap = month[1] !== undefined;
  const next = start + month[0].length;
  const day = readLunarDay(text, next, said);
  // 十一月廿八号: 号 is never lunar
  if (day && !said && text.charAt(day.end - 1) === "号" && !text.startsWith("初", next)) return null;
  if (
    day &&
    /^[一二三四五六七八九十](?!大?早)/.test(text.slice(day.end, day.end + 3)) &&
    !/^[十一二三四五六七八九]{1,3}[点时]/.test(text.slice(day.end, day.end + 4))
  )
    return twoLunarDays(year, number, leap, day);
  // 正月二十二十三点: the twenty-second at one, or the twentieth at eleven at night
  if (day && /十二$/.test(text.slice(at, day.end)) && /^十[一二三四]?[点时]/.test(text.slice(day.end, day.end + 3))) {
    const each = (n: number): DayExpr => ({ kind: "lunar", year, month: number, leap, day: n });
    const topic: VagueTopic = { about: "dates", days: [each(day.value), each(day.value - 2)] };
    return { value: { kind: "vague", topic }, end: day.end };
  }
  // 正月二十一大早: the twentieth, or the twenty-first
  if (day && day.value > 20 && /^一大?早/.test(text.slice(day.end - 1, day.end + 2)))
    return twoLunarDays(year, number, leap, { value: day.value - 1, end: day.end - 2 });
  if (day) return { value: lunar({ kind: "lunar", year, month: number, leap, day: day.value }), end: day.end };
  if (!said) return null;
  return { value: { kind: "vague", topic: wholeMonth(year, number, leap) }, end: next };
}

/** 正月初五六: asked with both. */
function twoLunarDays(year: YearRef | null, month: number, leap: boolean, day: Hit<number>): Hit<Named> {
  const each = (n: number): DayExpr => ({ kind: "lunar", year, month, leap, day: n });
  const topic: VagueTopic = { about: "dates", days: [each(day.value), each(day.value + 1)] };
  return { value: { kind: "vague", topic }, end: day.end + 1 };
}

/** @param said the words before are lunar already, so that a plain number is a lunar day */
function readLunarDay(text: string, at: number, said: boolean): Hit<number> | null {
  const word = dayWord(text, at);
  const written = word?.[1] ?? word?.[2];
  if (word && written) {
    const day = readNumeral(written, 0)?.value.n ?? 0;
    if (!said && COUNTED.test(text.charAt(at + word[0].length))) return null;
    return { value: day, end: at + word[0].length };
  }
  if (!said) return null;
  const last = lastDay(text, at);
  if (last) return { value: -1, end: at + last[0].length };
  const number = readNumeral(text, at);
  if (!number?.value.exact || number.value.n < 1 || number.value.n > 30) return null;
  if (!Number.isInteger(number.value.n)) return null;
  const mark = skipBlanks(text, number.end);
  return { value: number.value.n, end: /[号日]/.test(text.charAt(mark)) ? mark + 1 : number.end };
}

/** 农历十五: of the next lunar month that has it; month 0 stands for any. */
function readDayOnly(text: string, at: number): Hit<Named> | null {
  const day = readLunarDay(text, at, true);
  return day && { value: lunar({ kind: "lunar", year: null, month: 0, leap: false, day: day.value }), end: day.end };
}

/** 初五 alone: of this lunar month or of 正月. 初一 to 初三 are school years too. */
function readBareFirstTen(text: string, at: number, year: YearRef | null): Hit<Named> | null {
  if (year || text.charAt(at) !== "初" || /[年月当起最]/.test(before(text, at, 1))) return null;
  const day = readLunarDay(text, at, false);
  if (
    !day ||
    !/^(?:$|[\s,，。]|提醒|[早晚上下中前那当叫喊]|[一二三四五六七八九十](?![点班级一二三四五六七八九十年]))/.test(
      text.slice(day.end, day.end + 2),
    )
  )
    return null;
  if (/^[一二三四五六七八九十]/.test(text.charAt(day.end))) return twoLunarDays(null, 1, false, day);
  const near: DayExpr = { kind: "lunar", year: null, month: 0, leap: false, day: day.value };
  const first: DayExpr = { kind: "lunar", year: null, month: 1, leap: false, day: day.value };
  return { value: { kind: "vague", topic: { about: "dates", days: [near, first] } }, end: day.end };
}

function newYearDay(word: RegExpExecArray, year: YearRef | null): Extract<DayExpr, { kind: "lunar" }> {
  if (word[4]) return { kind: "lunar", year, month: 2, leap: false, day: 2 };
  if (word[2]) return { kind: "lunar", year, month: 12, leap: false, day: -1 };
  const day = readNumeral(word[1] ?? word[3] ?? "", 0)?.value.n ?? 1;
  return { kind: "lunar", year, month: word[1] ? 1 : 12, leap: false, day };
}

function wholeMonth(year: YearRef | null, month: number, leap: boolean): VagueTopic {
  const day = (n: number): DayExpr => ({ kind: "lunar", year, month, leap, day: n });
  return { about: "dates", days: [day(1), day(15)] };
}

function lunar(day: DayExpr): Named {
  return { kind: "day", day, festival: false, lunar: true };
}
