import { type DayExpr, type Named, plainDay, type YearRef } from "./phrase.ts";
import { DATE_FIRSTS, readDate } from "./read-date.ts";
import { festivalFirsts, readFestival } from "./read-festival.ts";
import { readLunar } from "./read-lunar.ts";
import { readWeekday } from "./read-weekday.ts";
import { readYear, yearFirsts } from "./read-year.ts";
import { dayWords, dayWordsThatDiffer } from "./regional-words.ts";
import { before, type Hit, lexicon, sticky } from "./scan.ts";

const readRelative = lexicon<readonly number[]>([
  ["今天 今日", [0]],
  ["明天 明日", [1]],
  ["后天 后日", [2]],
  ["大后天 大后日", [3]],
  ["大大后天", [4]],
  ["昨天 昨日", [-1]],
  ["前天 前日", [-2]],
  ["大前天 大前日", [-3]],
  ["大大前天", [-4]],
  ...dayWords.map(([words, days]) => [words, [days]] as const),
  ...dayWordsThatDiffer,
]);
/** 今晚, 明早, 昨下午, 听朝: the day in one character, the part of the day follows. */
const readShort = lexicon<number>([
  ["今", 0],
  ["明 听", 1],
  ["昨 琴 寻 噚", -1],
  ["后", 2],
  ["前", -2],
]);
const shortPart = sticky(/[早晚晨夜]|(?:上|下|中)午|(?:上|下)昼|午后|傍晚|凌晨|头晌|后晌|晌午/);

const nextWorkday = sticky(/(?:下一?个|最近一?个)(?:工作日|上班日)/, "下最");

/** Every character a named day can begin with. */
export const dayFirsts = `${readRelative.firsts}${readShort.firsts}${yearFirsts}${festivalFirsts}${DATE_FIRSTS}最下上这本周星礼双农阴旧夏老古闰正冬腊初大年二龙`;

/** Reads a named day at a position, with its year in front where one is said. */
export function readDay(text: string, at: number): Hit<Named> | null {
  const relative = readRelativeDay(text, at);
  if (relative) return relative;
  const workday = nextWorkday(text, at);
  if (workday) return { value: plainDay({ kind: "workdays", count: 1 }), end: at + workday[0].length };
  const year = readYear(text, at);
  if (year) return readInYear(text, year.end, year.value);
  return readWeekday(text, at) ?? readInYear(text, at, null);
}

function readInYear(text: string, at: number, year: YearRef | null): Hit<Named> | null {
  return readLunar(text, at, year) ?? readFestival(text, at, year) ?? readDate(text, at, year);
}

function readRelativeDay(text: string, at: number): Hit<Named> | null {
  const lead = before(text, at, 1);
  const word = readRelative(text, at);
  if (word && !swallowed(text, at, word.end, lead)) return { value: relativeDay(word.value), end: word.end };
  const short = readShort(text, at);
  if (!short) return null;
  const cantonese = /[听琴寻噚]/.test(text.charAt(at));
  const part = text.charAt(short.end);
  if (cantonese ? !/[朝晚]/.test(part) : !shortPart(text, short.end)) return null;
  if (short.value < -1 || short.value > 1) if (/[\u4e00-\u9fff\d]/.test(lead) || part !== "晚") return null;
  if (/[清文聪光]/.test(lead) && short.value === 1) return null;
  return { value: plainDay({ kind: "relative", days: short.value }), end: short.end };
}

/** A word for two days, by the region: asked. */
function relativeDay(days: readonly number[]): Named {
  const [first = 0, second] = days;
  if (second === undefined) return plainDay({ kind: "relative", days: first });
  const day = (each: number): DayExpr => ({ kind: "relative", days: each });
  return { kind: "vague", topic: { about: "dates", days: [day(first), day(second)] } };
}

/** 今后天…, 以前天…, 今日头条, 小明天天: the word is part of others. */
function swallowed(text: string, at: number, end: number, lead: string): boolean {
  const first = text.charAt(at);
  if (first === "后" && /[今以之然最先往]/.test(lead)) return true;
  if (first === "前" && /[以之先从目当]/.test(lead)) return true;
  if (/^(?:今日头条|明日之星|前日子弹|二天[然平]|万天[池湖])/.test(text.slice(at, at + 4))) return true;
  if (/^(?:二[天日回]|外天|万天)/.test(text.slice(at, at + 2)) && /[\u4e00-\u9fff\d]/.test(lead)) return true;
  // 小明天天: somebody's name
  return text.startsWith("天天", end - 1) && /[小老阿]/.test(lead);
}
