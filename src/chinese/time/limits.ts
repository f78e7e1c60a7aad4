import type { Folded } from "../fold.ts";
import { ask, askRules } from "./ask.ts";
import { civil } from "./days.ts";
import type { Outcome } from "./outcome.ts";
import type { Span } from "./phrase.ts";
import type { PlaceContext } from "./place-context.ts";
import { nextTime, type Recurrence } from "./recurrence.ts";

/** What a rule leaves out and where it ends, and the words of both. Positions are those of the folded text. */
export type Limits = {
  readonly spans: readonly Span[];
  /** 1 is Monday */
  readonly weekdays: readonly number[];
  readonly holidays: boolean;
  /** the words of the last day */
  readonly until: string | null;
};

const weekday = "(?:周|星期|礼拜)[一二三四五六日天]";
const weekdays = `${weekday}(?: ?[、和及,跟与]? ?(?:(?:周|星期|礼拜)?[一二三四五六日天](?![\\u4e00-\\u9fff]{0,1}[点号])))*`;
const leftOut = `(?:${weekdays}|周末|双休日?|(?:法定)?(?:节假日|假日|节日)|(?:法定)?假期|放假(?:期间|的时候|时)?)`;
const open = "[,，、 (（]*";
const close = "(?: ?[)）])?";
const EXCEPT = [
  new RegExp(`${open}(?:但|不过)?除(?:了|去|开)? ?(${leftOut})(?: ?(?:之外|以外|外))?(?:都)?${close}[, ]?`),
  new RegExp(
    `${open}(?:但|不过|遇|碰到|遇到)?(${leftOut}) ?(?:除外|不算|跳过|(?:就|都)?(?:不用|不必|不要|不|别)(?:再)?(?:提醒|发)|(?:就|都)?不用)${close}`,
  ),
];

const number = "(?:\\d{1,2}|[一二三四五六七八九十廿]{1,3})";
const date = `(?:(?:\\d{4} ?年 ?|今年|明年|后年)?(?:${number} ?月(?:份)? ?(?:${number} ?[号日]?|底|末)|\\d{1,2}[./]\\d{1,2}(?!\\d))|(?:这个?|本|下个?)?月[底末]|(?:今|明)?年[底末]|(?:今年|明年)?(?:春节|国庆节?|元旦|清明|端午|中秋|除夕|过年|小年|腊月${number}))`;
const notPlace = "(?![村镇乡街社桥路]|晚会)";
const till = "(?:直到|一直到|截止到?|截至|到|至)";
const UNTIL = [
  new RegExp(`${open}${till} ?((?:[^,，。;；\\s] ?){1,12}?)(?:为止|截止|止(?![血痛水]))${close}`),
  new RegExp(
    `${open}(?:直到|一直到|截止到?|截至) ?((?:${date}|(?:这|本|下)?${weekday}|${number} ?[号日])${notPlace}(?:之前|以前|前)?)${close}`,
  ),
  new RegExp(`${open}(?:到|至) ?(${date}${notPlace}(?:之前|以前|前)?)(?:结束)?${close}`),
  new RegExp(`(?:在)?(${date}(?:之前|以前|前))[, ]?(?=(?:每[天日周个月早晚]|天天|隔))`),
];
const RULE = /每|天天|工作日|隔/;

/** The limits in a reminder's words; null: there are none. */
export function findLimits(text: string): Limits | null {
  if (!RULE.test(text)) return null;
  const spans: Span[] = [];
  const found = (patterns: readonly RegExp[]): string | null => {
    for (const pattern of patterns) {
      const match = pattern.exec(text);
      if (!match?.[1] || spans.some(({ start, end }) => match.index < end && start < match.index + match[0].length))
        continue;
      spans.push({ start: match.index, end: match.index + match[0].length });
      return match[1];
    }
    return null;
  };
  const except = found(EXCEPT);
  const until = found(UNTIL);
  if (spans.length === 0) return null;
  return { spans, weekdays: except === null ? [] : weekdaysOf(except), holidays: /假|节/.test(except ?? ""), until };
}

function weekdaysOf(words: string): number[] {
  if (/周末|双休/.test(words)) return [6, 7];
  if (/假|节/.test(words)) return [];
  return [...words].flatMap((one) => {
    const at = "一二三四五六日天".indexOf(one);
    return at < 0 ? [] : [Math.min(at + 1, 7)];
  });
}

/** The text without these words; offsets lead back to the original. */
export function cutOut({ text, at }: Folded, spans: readonly Span[]): Folded {
  const isCut = (index: number) => spans.some(({ start, end }) => start <= index && index < end);
  const kept = [...Array(text.length).keys()].filter((index) => !isCut(index));
  return {
    text: kept.map((index) => text.charAt(index)).join(""),
    at: [...kept.map((index) => at[index] ?? 0), at.at(-1) ?? 0],
  };
}

/** A rule with its limits; `lastDay` reads their words. Null: they are not ones that it can have. */
export function limited(
  outcome: Extract<Outcome, { kind: "recurrence" }>,
  limits: Limits,
  lastDay: (words: string) => string | null,
  words: string,
  context: PlaceContext,
): Outcome | null {
  const until = limits.until === null ? undefined : lastDay(limits.until);
  if (until === null) return null;
  const isYearly = outcome.rule.kind === "term" || (outcome.rule.kind === "rrule" && outcome.rule.months.length > 0);
  if (until !== undefined && isYearly) return null;
  const rest = without(outcome.rule, limits.weekdays);
  if (!rest) return null;
  const bounded: Recurrence = until === undefined ? rest : { ...rest, until };
  if (!limits.holidays || bounded.kind === "workdays") return atFirst(bounded, outcome.note, words, context);
  const noHolidays: Recurrence = { ...bounded, skipsHolidays: true };
  // of every day 节假日 may be the weekends too
  if (bounded.kind === "rrule" && bounded.frequency === "DAILY") {
    const { hours, minute, from } = bounded;
    const workdays: Recurrence = { kind: "workdays", hours, minute, from, ...(until === undefined ? {} : { until }) };
    return askRules(`“${words}”里周末提醒吗？`, [workdays, noHolidays], context);
  }
  const { year } = civil(context.today);
  const unknown = context.calendar.knows(year) ? outcome.note : `${year}年节假日未录入，录入后才会跳过`;
  return atFirst(noHolidays, unknown, words, context);
}

function atFirst(rule: Recurrence, note: string | undefined, words: string, context: PlaceContext): Outcome {
  const first = nextTime(rule, context.now, context.calendar);
  if (first === null) return ask(`“${words}”里到那天为止一次也没有，是到哪天？`, [], context);
  return { kind: "recurrence", rule, first, ...(note === undefined ? {} : { note }) };
}

/** 每天 without the weekend is every week on the other days. */
function without(rule: Recurrence, weekdays: readonly number[]): Recurrence | null {
  if (weekdays.length === 0) return rule;
  if (rule.kind !== "rrule" || rule.interval !== 1) return null;
  if (rule.frequency !== "DAILY" && rule.frequency !== "WEEKLY") return null;
  const all = rule.frequency === "DAILY" ? [1, 2, 3, 4, 5, 6, 7] : rule.weekdays.map((each) => each.weekday);
  const left = all.filter((each) => !weekdays.includes(each));
  if (left.length === 0) return null;
  return { ...rule, frequency: "WEEKLY", weekdays: left.map((each) => ({ weekday: each, nth: null })) };
}
