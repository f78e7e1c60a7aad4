import { atMinute, civil, type Day, dayFrom, dayNumber, minuteOfDay, weekdayName } from "./days.ts";
import { lunarDayName, lunarMonthName, lunarText } from "./lunar.ts";
import { type Recurrence, timesOnce, two } from "./recurrence.ts";

export type EchoOptions = {
  /** the year is left out when it is this moment's */
  readonly now: number;
  /** the words were lunar, so the lunar date is said too */
  readonly lunar?: boolean;
};

/** `11月24日`, with the year when it is not that of `now`. Takes epoch milliseconds or `YYYY-MM-DD`. */
export function formatDay(when: number | string, now: number): string {
  const { year, month, day } = civil(dayFrom(when));
  const thisYear = civil(dayNumber(now)).year === year;
  return `${thisYear ? "" : `${year}年`}${month}月${day}日`;
}

/** `7:07`; before seven with the part of the day, since 3:00 alone would be heard as the afternoon. */
export function formatClock(at: number): string {
  return clockOf(minuteOfDay(at));
}

function clockOf(minute: number): string {
  const hour = Math.floor(minute / 60);
  const part = hour < 6 ? "凌晨" : hour < 7 ? "早上" : "";
  return `${part}${hour}:${two(minute % 60)}`;
}

/** `11月24日（周二）7:07` */
export function formatDateTime(at: number, now: number): string {
  return echoMoment(at, { now });
}

/** `11月25日（周三）15:00`, `2027年1月30日（周六，腊月廿三）8:00`. Reading it again gives the same moment. */
export function echoMoment(at: number, options: EchoOptions): string {
  return `${echoDay(dayNumber(at), options)}${formatClock(at)}`;
}

/** `11月20日（周五）`, `2027年1月30日（周六，腊月廿三）` */
export function echoDay(day: Day, options: EchoOptions): string {
  const lunar = options.lunar ? `，${lunarText(day)}` : "";
  return `${formatDay(atMinute(day, 0), options.now)}（${weekdayName(day)}${lunar}）`;
}

/**
 * `每周一、周三7:00`, `每个工作日8:00`, `每年腊月廿三8:00`, `每天20:00（到12月5日）`. Reading it again gives the same rule.
 * Of one for a single day its times: `11月26日（周四）15:00和11月27日（周五）8:00`. Years are left out when they are that of `now`.
 */
export function echoRecurrence(rule: Recurrence, now: number = atMinute(dayFrom(rule.from), 0)): string {
  if (rule.kind === "once")
    return timesOnce(rule)
      .map((at) => echoMoment(at, { now }))
      .join("和");
  const limits = [
    ...(rule.skipsHolidays ? ["法定节假日除外"] : []),
    ...(rule.until === undefined ? [] : [`到${formatDay(rule.until, now)}`]),
    ...(rule.ahead === undefined ? [] : [`提前${rule.ahead.map(spanWords).join("和")}`]),
  ];
  const clocks = rule.hours.map((hour) => clockOf(hour * 60 + rule.minute)).join("和");
  return `${ruleDays(rule)}${clocks}${limits.map((one) => `（${one}）`).join("")}`;
}

/** `1天`, `2小时`, `90分钟` */
function spanWords(minutes: number): string {
  if (minutes % 1440 === 0) return `${minutes / 1440}天`;
  return minutes % 60 === 0 ? `${minutes / 60}小时` : `${minutes}分钟`;
}

function ruleDays(rule: Exclude<Recurrence, { kind: "once" }>): string {
  if (rule.kind === "workdays") return "每个工作日";
  if (rule.kind === "term") return `每年${rule.name}`;
  if (rule.kind === "lunar") {
    const days = rule.days.map(lunarDayName).join("、");
    return rule.month === null ? `每月农历${days}` : `每年${lunarMonthName(rule.month, false)}${days}`;
  }
  const { interval } = rule;
  const weekdays = rule.weekdays.map((each) => `周${"一二三四五六日".charAt(each.weekday - 1)}`).join("、");
  const nth = rule.weekdays[0]?.nth;
  const inMonth = typeof nth === "number" ? `${ordinal(nth)}${weekdays}` : monthDays(rule.monthDays);
  if (rule.frequency === "DAILY") return interval === 1 ? "每天" : interval === 2 ? "隔天" : `每${interval}天`;
  if (rule.frequency === "WEEKLY") return interval === 1 ? `每${weekdays}` : `每两周的${weekdays}`;
  if (rule.frequency === "MONTHLY") return `${interval === 1 ? "每月" : "每两个月"}${inMonth}`;
  return `每年${rule.months.join("、")}月${inMonth}`;
}

function monthDays(days: readonly number[]): string {
  return days
    .map((day) => (day === -1 ? "最后一天" : day < 0 ? `倒数第${"一二三四五".charAt(-day - 1)}天` : `${day}日`))
    .join("、");
}

function ordinal(nth: number): string {
  if (nth === -1) return "最后一个";
  return `${nth < 0 ? "倒数" : ""}第${"一二三四五".charAt(Math.abs(nth) - 1)}个`;
}
