import { dayOfWeek, readNumeral } from "./numeral.ts";
import type { Named, RuleChoice, RuleSpec } from "./phrase.ts";
import { readDate } from "./read-date.ts";
import { readFestival } from "./read-festival.ts";
import { readLunar } from "./read-lunar.ts";
import { before, type Hit, skipBlanks, sticky } from "./scan.ts";

/** What a recurrence was read as: a rule, or two it may be. */
export type NamedRule =
  | { readonly kind: "rule"; readonly rule: RuleSpec }
  | { readonly kind: "either"; readonly rules: readonly [RuleChoice, RuleChoice] };

type Frequency = "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";

const FIRSTS = "每天隔工逢周星礼单双农阴旧初的法";
const WEEK = "(?:周|星期|礼拜)";
const ONE = "([一二三四五六日天]|[1-7](?!\\d))";
const LIST = "(?: ?(?:、|,|，|和|跟|与|及|以及|/|逢) ?)";
const RANGE = "(?: ?(?:到|至|-|~|—)+ ?)";
const EVERY = "每(?:一|个|逢|到)?";

const daily = sticky(/每(?:一?[天日](?!常)|(?=[早晚晨夜中][上晨里午间七八九十一二三四五六\d ]?))|天天/);
const everySomeDays = sticky(/(?:每隔|隔|每) ?([一二两三四五六七八九十\d]{1,2}) ?(天|日)(?![内后前])|(隔天|隔日)/);
const workdays = sticky(/(?:每一?个?|逢|每逢)?(?:的)?(?:法定)?工作日(?:的?每天)?/);
const weekdayRange = sticky(new RegExp(`${WEEK}([一1])${RANGE}${WEEK}?([四五六日天4-7])(?!号)(每天|天天|每日)?`));
const weekly = sticky(new RegExp(`(?:${EVERY} ?|逢 ?)(?:个? ?${WEEK})`));
const everyOtherWeek = sticky(
  new RegExp(`(?:每?隔一?个?|每(?:两|2|二)个?)${WEEK}的?(?:${WEEK})?(?=[一二三四五六日天1-7])`),
);
const parity = sticky(new RegExp(`[单双]${WEEK}的?${WEEK}?${ONE}`));
const firstWeekday = sticky(new RegExp(`(?:的?${WEEK})?${ONE}`));
const moreWeekday = sticky(
  new RegExp(
    `${LIST}?(?:每?${WEEK})?([一二三四五六日天])(?![点个十百两月号时])|${LIST}?(?:每?${WEEK})([1-7])(?!\\d)|${LIST}([1-7])(?![\\d点号时日月:.])`,
  ),
);
const toWeekday = sticky(new RegExp(`${RANGE}${WEEK}?${ONE}`));
const weekend = sticky(/周?末|(?:周|星期|礼拜)?六日|的?双休日/);
const monthly = sticky(
  /(?:每(?:一|逢|到)?(?:个|隔一个)?月|逢月|每逢(?=\d|[一二三四五六七八九十])|逢(?=(?:\d{1,2}|[一二三四五六七八九十]{1,3})[号日])|每(?:两|2|二)个月)(?:份)?的?/,
);
const monthEnd = sticky(/(?:的?最后一天|月?底|月?末|最末一天)/);
const fromEnd = sticky(/的?倒数第([一二三四五])天/);
const firstOfMonth = sticky(/的?(?:第一天|头一天)/);
const nthWeekday = sticky(new RegExp(`的?(?:(第|倒数第)([一二三四五1-5])|(最后)一?)个?(?:${WEEK}${ONE}|(工作日))`));
const monthDay = sticky(
  / ?(\d{1,2}|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]) ?([号日])?/,
);
const listMark = sticky(new RegExp(`${LIST}(?:每月)?`));
const lunarFirst = sticky(/(?:的?(?:农历|阴历|旧历)(?:的)?)?初(?=[一二三四五六七八九十])/);
const lunarMonthly = sticky(
  /(?:农历|阴历|旧历)?(?:每(?:个|逢|到)?月?|逢)?(?:的)?(?:农历|阴历|旧历)?(?:每月)?的?(?=初[一二三四五六七八九十]|十五|\d|[一二三]?十)/,
);
const lunarDay = sticky(
  /(?:初([一二三四五六七八九十])|(十[一二三四五六七八九]?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十|\d{1,2}))[号日]?/,
);
const firstAndFifteenth = sticky(/初一[、,，和]?十五/);
const marketDays = sticky(/(?:每)?逢([一二三四五六七八九])[、,，]?逢?([一二三四五六七八九十])(?![号日点月])/);
const yearly = sticky(/每年的?/);
const vague = sticky(
  /每(?:个)?(?:(季度?)|(半年)|(小时|钟头|(?:隔)?(?:\d{1,2}|[一二两三四五六七八九十]{1,3}|半)个?(?:小时|钟头|分钟))|(旬))/,
);

/** Reads the words of a recurrence, without its clock. */
export function readRule(text: string, at: number): Hit<NamedRule> | null {
  if (!FIRSTS.includes(text.charAt(at))) return null;
  return (
    readMarketDays(text, at) ??
    readEveryDay(text, at) ??
    readWorkdays(text, at) ??
    readWeekly(text, at) ??
    readLunarMonthly(text, at) ??
    readMonthly(text, at) ??
    readYearly(text, at) ??
    readVagueRule(text, at)
  );
}

function readEveryDay(text: string, at: number): Hit<NamedRule> | null {
  const some = everySomeDays(text, at);
  if (some) {
    const end = at + some[0].length;
    const count = some[1] ? (readNumeral(some[1], 0)?.value.n ?? 1) : 1;
    if (!some[0].includes("隔")) return { value: rule(rrule("DAILY", { interval: count })), end };
    if (!some[0].startsWith("每") && count > 1) return null;
    if (count === 1) return { value: rule(rrule("DAILY", { interval: 2 })), end };
    return { value: either(rrule("DAILY", { interval: count + 1 }), rrule("DAILY", { interval: count })), end };
  }
  const match = daily(text, at);
  return match && { value: rule(rrule("DAILY", {})), end: at + match[0].length };
}

function readWorkdays(text: string, at: number): Hit<NamedRule> | null {
  const range = weekdayRange(text, at);
  if (range?.[2]) {
    const list = rangeOf(1, dayOfWeek(range[2]));
    const spec = rrule("WEEKLY", { weekdays: list.map((weekday) => ({ weekday, nth: null })) });
    const end = at + range[0].length;
    if (range[3] || /每[天日]|天天/.test(text.slice(end, end + 2)))
      return { value: rule(spec), end: range[3] ? end : end + 2 };
    return { value: either(spec, { kind: "workdays" }), end };
  }
  const match = workdays(text, at);
  if (!match) return null;
  const end = at + match[0].length;
  if (/[个第一二两三四五六七八九十\d后首非下上]/.test(before(text, at, 1)) || /^[内以之]/.test(text.charAt(end)))
    return null;
  return { value: rule({ kind: "workdays" }), end };
}

function readWeekly(text: string, at: number): Hit<NamedRule> | null {
  const odd = parity(text, at);
  if (odd?.[1]) {
    const spec = rrule("WEEKLY", { interval: 2, weekdays: [{ weekday: dayOfWeek(odd[1]), nth: null }] });
    return {
      value: {
        kind: "either",
        rules: [
          { rule: spec, later: 0 },
          { rule: spec, later: 7 },
        ],
      },
      end: at + odd[0].length,
    };
  }
  const other = everyOtherWeek(text, at);
  const match = other ?? weekly(text, at);
  if (!match) return null;
  const start = at + match[0].length;
  const both = weekend(text, start);
  if (both) return { value: either(weeklyOn([6]), weeklyOn([6, 7])), end: start + both[0].length };
  if (text.startsWith("工作日", start)) return { value: rule({ kind: "workdays" }), end: start + 3 };
  const days = readWeekdays(text, start);
  if (!days) return { value: either(weeklyOn([1]), weeklyOn([5])), end: start };
  const weekdays = days.value.map((weekday) => ({ weekday, nth: null }));
  const end = days.end + (/^每[天日]/.test(text.slice(days.end, days.end + 2)) ? 2 : 0);
  return { value: rule(rrule("WEEKLY", { interval: other ? 2 : 1, weekdays })), end };
}

function readWeekdays(text: string, at: number): Hit<number[]> | null {
  const first = firstWeekday(text, at);
  if (!first?.[1] || /[次回趟遍]/.test(text.charAt(at + first[0].length))) return null;
  const from = dayOfWeek(first[1]);
  let end = at + first[0].length;
  const to = toWeekday(text, end);
  if (to?.[1]) return { value: rangeOf(from, dayOfWeek(to[1])), end: end + to[0].length };
  const days = new Set([from]);
  for (let next = moreWeekday(text, end); next; next = moreWeekday(text, end)) {
    if (/^[一早]?[早晚]/.test(text.slice(end, end + 2)) && next[0].length === 1) break;
    days.add(dayOfWeek(next[1] ?? next[2] ?? next[3] ?? "1"));
    end += next[0].length;
  }
  return { value: [...days].sort((a, b) => a - b), end };
}

function readMonthly(text: string, at: number): Hit<NamedRule> | null {
  const match = monthly(text, at);
  if (!match) return null;
  const interval = /隔一个|[两2二]个/.test(match[0]) ? 2 : 1;
  const start = skipBlanks(text, at + match[0].length);
  const end = monthEnd(text, start) ?? (firstOfMonth(text, start) && null);
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
  if (match[5]) return { value: either(monthlyOn([nth < 0 ? nth : nth], interval), { kind: "workdays" }), end };
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
    const mark = listMark(text, next);
    if (!mark && !match[2]) break;
    next += mark?.[0].length ?? 0;
    if (!mark && !/^\d{1,2}[号日]/.test(text.slice(next, next + 3))) break;
  }
  if (end < 0 || days.length === 0) return null;
  if (/^(?:到|至|-|~)/.test(text.slice(end, end + 1))) return null;
  return { value: [...new Set(days)].sort((a, b) => a - b), end };
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

/** 每月初一十五, 农历每月十五, 初一十五 */
function readLunarMonthly(text: string, at: number): Hit<NamedRule> | null {
  const lead = lunarMonthly(text, at);
  if (!lead) return null;
  const words = lead[0];
  const start = at + words.length;
  const every = /每|逢/.test(words);
  const said = /[农阴旧]历/.test(words) || lunarFirst(text, start) !== null;
  if (!said || (!every && !firstAndFifteenth(text, start))) return null;
  const days: number[] = [];
  let end = start;
  for (let next = start; ; ) {
    const match = lunarDay(text, next);
    const n = match ? (readNumeral(match[1] ?? match[2] ?? "", 0)?.value.n ?? 0) : 0;
    if (!match || n < 1 || n > 30) break;
    days.push(n);
    end = next + match[0].length;
    const mark = listMark(text, end);
    if (!mark && /\d/.test(text.charAt(end))) break;
    next = end + (mark?.[0].length ?? 0);
  }
  if (days.length === 0 || text.charAt(end) === "点") return null;
  return { value: rule({ kind: "lunar", month: null, days: [...new Set(days)].sort((a, b) => a - b) }), end };
}

/** 逢五逢十: by the lunar or by the civil calendar, nobody says which. */
function readMarketDays(text: string, at: number): Hit<NamedRule> | null {
  const match = marketDays(text, at);
  if (!match) return null;
  const tails = [match[1], match[2]].map((tail) => (readNumeral(tail ?? "", 0)?.value.n ?? 0) % 10);
  const days = Array.from({ length: 30 }, (_, index) => index + 1).filter((day) => tails.includes(day % 10));
  return { value: either({ kind: "lunar", month: null, days }, monthlyOn(days, 1)), end: at + match[0].length };
}

function readYearly(text: string, at: number): Hit<NamedRule> | null {
  const match = yearly(text, at);
  if (!match) return null;
  const start = at + match[0].length;
  if (text.startsWith("最后一天", start))
    return { value: rule(rrule("YEARLY", { months: [12], monthDays: [31] })), end: start + 4 };
  const day = readLunar(text, start, null) ?? readFestival(text, start, null) ?? readDate(text, start, null);
  const spec = day && yearlyRule(day.value);
  if (day && spec) return { value: rule(spec), end: day.end };
  const first = rrule("YEARLY", { months: [1], monthDays: [1] });
  const last = rrule("YEARLY", { months: [12], monthDays: [31] });
  return { value: either(first, last), end: day?.end ?? start };
}

function yearlyRule(named: Named): RuleSpec | null {
  if (named.kind === "vague") return null;
  const { day } = named;
  if (day.kind === "lunar" && !day.leap && day.month > 0) return { kind: "lunar", month: day.month, days: [day.day] };
  if (day.kind === "term") return { kind: "term", name: day.name };
  if (day.kind === "date" && day.month && "month" in day.month && !day.year)
    return rrule("YEARLY", { months: [day.month.month], monthDays: [day.day] });
  if (day.kind === "nth" && "month" in day.month && day.weekday > 0)
    return rrule("YEARLY", { months: [day.month.month], weekdays: [{ weekday: day.weekday, nth: day.nth }] });
  return null;
}

function readVagueRule(text: string, at: number): Hit<NamedRule> | null {
  const match = vague(text, at);
  if (!match) return null;
  const end = at + match[0].length;
  const months = match[2]
    ? [
        [1, 7],
        [6, 12],
      ]
    : [
        [1, 4, 7, 10],
        [3, 6, 9, 12],
      ];
  const [begins = [], ends = []] = months;
  if (match[1] || match[2])
    return {
      value: either(
        rrule("YEARLY", { months: begins, monthDays: [1] }),
        rrule("YEARLY", { months: ends, monthDays: [-1] }),
      ),
      end,
    };
  if (match[4]) return { value: either(monthlyOn([1, 11, 21], 1), monthlyOn([10, 20, -1], 1)), end };
  return { value: either(rrule("DAILY", {}), { kind: "workdays" }), end };
}

function rangeOf(from: number, to: number): number[] {
  return from <= to
    ? Array.from({ length: to - from + 1 }, (_, index) => from + index)
    : [...rangeOf(from, 7), ...rangeOf(1, to)].sort((a, b) => a - b);
}

function weeklyOn(days: readonly number[]): RuleSpec {
  return rrule("WEEKLY", { weekdays: days.map((weekday) => ({ weekday, nth: null })) });
}

function monthlyOn(monthDays: readonly number[], interval: number): RuleSpec {
  return rrule("MONTHLY", { interval, monthDays });
}

function rrule(frequency: Frequency, parts: Partial<Extract<RuleSpec, { kind: "rrule" }>>): RuleSpec {
  return { kind: "rrule", interval: 1, months: [], monthDays: [], weekdays: [], ...parts, frequency };
}

function rule(spec: RuleSpec): NamedRule {
  return { kind: "rule", rule: spec };
}

function either(first: RuleSpec, second: RuleSpec): NamedRule {
  return {
    kind: "either",
    rules: [
      { rule: first, later: 0 },
      { rule: second, later: 0 },
    ],
  };
}
