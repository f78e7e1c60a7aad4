import { dayOfWeek, readNumeral } from "./numeral.ts";
import { NUMBERED } from "./read-date.ts";
import { either, LIST, monthlyOn, type NamedRule, ONE, rrule, rule, WEEK } from "./rule-spec.ts";
import { type Hit, skipBlanks, sticky } from "./scan.ts";

const monthly = sticky(
  /(?:每(?:一|逢|到)?(?:个|隔一个)?月|逢月|每逢(?=\d|[一二三四五六七八九十])|逢(?=(?:\d{1,2}|[一二三四五六七八九十]{1,3})[号日])|每(?:两|2|二)个月)(?:份)?的?/,
);

const monthEnd = sticky(/(?:的?最后一天|月?底|月?末|最末一天)/);

const fromEnd = sticky(/的?倒数第([一二三四五])天/);

const firstOfMonth = sticky(/的?(?:第一天|头一天)/);

const nthWeekday = sticky(new RegExp(`的?(?:(第|倒数第)([一二三四五1-5])|(最后)一?)个?(?:${WEEK}${ONE}|(工作日))`));

const monthDay = sticky(
  / ?(\d{1,2}|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])(?!大?早|[点时:.\d一二三四五六七八九十]) ?([号日])?/,
);

/** 3号13号, 1 11 21号: a day right beside another, not the number of a building (5号2号楼). */
const dayBeside = sticky(/ ?(?=(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]) ?[号日])/);

const listMark = sticky(new RegExp(`${LIST}(?:每月)?`));

/** 每月1号和15号, 每月最后一天, 每月第二个周三 */
export function readMonthly(text: string, at: number): Hit<NamedRule> | null {
  const match = monthly(text, at);
  if (!match) return null;
  const interval = /隔一个|[两2二]个/.test(match[0]) ? 2 : 1;
  const start = skipBlanks(text, at + match[0].length);
  const end = monthEnd(text, start);
  if (end) return { value: rule(monthlyOn([-1], interval)), end: start + end[0].length };
  const first = firstOfMonth(text, start);
  if (first) return { value: rule(monthlyOn([1], interval)), end: start + first[0].length };
  const last = fromEnd(text, start);
  if (last?.[1]) return { value: rule(monthlyOn([-dayOfWeek(last[1])], interval)), end: start + last[0].length };
  const days = readMonthDays(text, start);
  if (days) return { value: rule(monthlyOn(days.value, interval)), end: days.end };
  return readNthWeekday(text, start, interval) ?? vagueMonthly(text, at, start, interval);
}

function readNthWeekday(text: string, at: number, interval: number): Hit<NamedRule> | null {
  const match = nthWeekday(text, at);
  if (!match) return null;
  const end = at + match[0].length;
  const nth = match[3] ? -1 : dayOfWeek(match[2] ?? "1") * (match[1] === "第" ? 1 : -1);
  if (match[5]) return { value: either(monthlyOn([nth], interval), { kind: "workdays" }), end };
  const weekdays = [{ weekday: dayOfWeek(match[4] ?? "1"), nth }];
  return { value: rule(rrule("MONTHLY", { interval, weekdays })), end };
}

/** 1号和15号, 1、11、21号: the last one bears 号 or 日. */
function readMonthDays(text: string, at: number): Hit<number[]> | null {
  const days: number[] = [];
  let end = -1;
  for (let next = at; ; ) {
    const match = monthDay(text, next);
    const n = match?.[1] ? (readNumeral(match[1], 0)?.value.n ?? 0) : 0;
    if (!match || n < 1 || n > 31) break;
    days.push(n);
    next += match[0].length;
    if (match[2]) end = next;
    const listed = listMark(text, next);
    const mark = listed ?? dayBeside(text, next);
    if (!mark || (mark[0] === "" && !match[2])) break;
    next += mark[0].length;
    if (!listed && bearsNumber(text, next)) break;
  }
  if (end < 0 || days.length === 0) return null;
  if (/^(?:到|至|-|~)/.test(text.slice(end, end + 1))) return null;
  return { value: [...new Set(days)].sort((a, b) => a - b), end };
}

function bearsNumber(text: string, at: number): boolean {
  const number = /^[\d一二三四五六七八九十]{1,3} ?号/.exec(text.slice(at, at + 5));
  return number !== null && NUMBERED.test(text.slice(at + number[0].length, at + number[0].length + 3));
}

function vagueMonthly(text: string, at: number, start: number, interval: number): Hit<NamedRule> | null {
  if (text.startsWith("每逢", at) || text.startsWith("逢", at)) return null;
  const part = /^(?:月?初|上旬|中旬|月中|下旬)/.exec(text.slice(start, start + 2));
  const days = part ? (/初|上/.test(part[0]) ? [1, 5] : /中/.test(part[0]) ? [15, 20] : [25, -1]) : [1, -1];
  const [first = 1, second = -1] = days;
  return {
    value: either(monthlyOn([first], interval), monthlyOn([second], interval)),
    end: start + (part?.[0].length ?? 0),
  };
}
