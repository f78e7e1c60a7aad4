import { type Named, plainDay, type YearRef } from "./phrase.ts";
import { readDate } from "./read-date.ts";
import { readFestival } from "./read-festival.ts";
import { readLunar } from "./read-lunar.ts";
import { readWeekday } from "./read-weekday.ts";
import { readYear } from "./read-year.ts";
import { before, type Hit, lexicon, sticky } from "./scan.ts";

const readRelative = lexicon<number>([
  ["今天 今日 今儿 今儿个 今个儿 今个", 0],
  ["明天 明日 明儿 明儿个 明个儿 明个", 1],
  ["后天 后日 后儿 后儿个 后个儿", 2],
  ["大后天 大后日 大后儿 大后儿个 大后个", 3],
  ["大大后天", 4],
  ["昨天 昨日 昨儿 昨儿个 昨个儿 昨个", -1],
  ["前天 前日 前儿 前儿个", -2],
  ["大前天 大前日 大前儿 大前儿个", -3],
]);
/** 今晚, 明早: the day in one character, the part of the day follows. */
const readShort = lexicon<number>([
  ["今", 0],
  ["明", 1],
  ["昨", -1],
  ["后", 2],
  ["前", -2],
]);

const nextWorkday = sticky(/(?:下一?个|最近一?个)(?:工作日|上班日)/, "下最");

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
  if (word && !swallowed(text, at, word.end, lead))
    return { value: plainDay({ kind: "relative", days: word.value }), end: word.end };
  const short = readShort(text, at);
  if (!short || !/[早晚晨夜]/.test(text.charAt(short.end))) return null;
  if (short.value < -1 || short.value > 1)
    if (/[\u4e00-\u9fff\d]/.test(lead) || text.charAt(short.end) !== "晚") return null;
  if (/[清文聪光]/.test(lead) && short.value === 1) return null;
  return { value: plainDay({ kind: "relative", days: short.value }), end: short.end };
}

/** 今后天…, 以前天…, 今日头条, 小明天天: the word is part of others. */
function swallowed(text: string, at: number, end: number, lead: string): boolean {
  const first = text.charAt(at);
  if (first === "后" && /[今以之然最先往]/.test(lead)) return true;
  if (first === "前" && /[以之先从目当]/.test(lead)) return true;
  if (text.startsWith("今日头条", at)) return true;
  return text.startsWith("天天", end - 1) && /[\u4e00-\u9fff]/.test(lead);
}
