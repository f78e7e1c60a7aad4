import { dayOfWeek } from "./numeral.ts";
import { either, LIST, type NamedRule, ONE, RANGE, rrule, rule, WEEK, weeklyOn } from "./rule-spec.ts";
import { before, type Hit, sticky } from "./scan.ts";

const EVERY = "每(?:一|个|逢|到)?";

const weekdayRange = sticky(new RegExp(`${WEEK}([一1])${RANGE}${WEEK}?([四五六日天4-7])(?!号)(每天|天天|每日)?`));

const workdays = sticky(/(?:每一?个?|逢|每逢)?(?:的)?(?:法定)?工作日(?:的?每天)?/);

const weekly = sticky(new RegExp(`(?:${EVERY} ?|逢 ?)(?:个? ?${WEEK})`));

const everyOtherWeek = sticky(
  new RegExp(`(?:每?隔一?个?|每(?:两|2|二)个?)${WEEK}的?(?:${WEEK})?(?=[一二三四五六日天1-7])`),
);

const parity = sticky(new RegExp(`[单双]${WEEK}的?${WEEK}?${ONE}`));

const firstWeekday = sticky(new RegExp(`(?:的?${WEEK})?${ONE}`));

const moreWeekday = sticky(
  new RegExp(
    `${LIST}?(?:每?${WEEK})?([二三四五六日天]|一(?!大?早))(?![点个十百两月号时])|${LIST}?(?:每?${WEEK})([1-7])(?!\\d)|${LIST}([1-7])(?![\\d点号时日月:.])`,
  ),
);

const toWeekday = sticky(new RegExp(`${RANGE}${WEEK}?${ONE}`));

const weekend = sticky(/周?末|(?:周|星期|礼拜)?六日|的?双休日/);

/** 工作日, 周一到周五每天 */
export function readWorkdays(text: string, at: number): Hit<NamedRule> | null {
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

/** 每周一三五, 隔周五, 单周二 */
export function readWeekly(text: string, at: number): Hit<NamedRule> | null {
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
    if (/^(?:一大?)?[早晚]/.test(text.slice(end, end + 3)) && next[0].length === 1) break;
    days.add(dayOfWeek(next[1] ?? next[2] ?? next[3] ?? "1"));
    end += next[0].length;
  }
  return { value: [...days].sort((a, b) => a - b), end };
}

function rangeOf(from: number, to: number): number[] {
  return from <= to
    ? Array.from({ length: to - from + 1 }, (_, index) => from + index)
    : [...rangeOf(from, 7), ...rangeOf(1, to)].sort((a, b) => a - b);
}
