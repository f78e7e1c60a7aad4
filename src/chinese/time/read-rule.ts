import { readNumeral } from "./numeral.ts";
import type { Named, RuleSpec } from "./phrase.ts";
import { readDate } from "./read-date.ts";
import { readFestival } from "./read-festival.ts";
import { readLunar } from "./read-lunar.ts";
import { readLunarMonthly, readMarketDays } from "./read-lunar-rule.ts";
import { readMonthly } from "./read-monthly-rule.ts";
import { readWeekly, readWorkdays } from "./read-weekly-rule.ts";
import { either, monthlyOn, type NamedRule, rrule, rule } from "./rule-spec.ts";
import { type Hit, sticky } from "./scan.ts";

export const RULE_FIRSTS = "每天隔工逢周星礼单双农阴旧初的法";

const daily = sticky(/每(?:一?[天日](?!常)|(?=[早晚晨夜中][上晨里午间七八九十一二三四五六\d ]?))|天天/);

const everySomeDays = sticky(/(?:每隔|隔|每) ?([一二两三四五六七八九十\d]{1,2}) ?(天|日)(?![内后前])|(隔天|隔日)/);

const yearly = sticky(/每年的?/);

const vague = sticky(
  /每(?:个)?(?:(季度?)|(半年)|(小时|钟头|(?:隔)?(?:\d{1,2}|[一二两三四五六七八九十]{1,3}|半)个?(?:小时|钟头|分钟))|(旬))/,
);

/** Reads the words of a recurrence, without its clock. */
export function readRule(text: string, at: number): Hit<NamedRule> | null {
  if (!RULE_FIRSTS.includes(text.charAt(at))) return null;
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
