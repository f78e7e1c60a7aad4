import { civil, dayNumber, fromCivil, isoDay, lastOfMonth, weekdayOf } from "./days.ts";

/** Days from the first to the last, both included, as `YYYY-MM-DD`, and the words that said so. */
export type Period = { readonly from: string; readonly to: string; readonly said: string };

const words =
  /(今天|今日|昨天|昨日|前天|本周|这周|这一周|这个星期|本星期|上周|上个星期|本月|这个月|当月|上月|上个月|今年|本年|去年)|(?:(20\d\d)年)?(1[0-2]|[1-9])月(?:份)?(?![\d一二三四五六七八九十])/u;

/** A stretch of past days that a folded text speaks of as a whole; null when none is said. A month without its year is the last one. */
export function readPeriod(text: string, now: number): Period | null {
  const found = words.exec(text);
  if (!found) return null;
  const [said, word = "", year, month] = found;
  const today = dayNumber(now);
  const here = civil(today);
  const between = (from: number, to: number): Period => ({ from: isoDay(from), to: isoDay(to), said });
  const ofMonth = (y: number, m: number): Period => {
    const [fullYear, index] = m < 1 ? [y - 1, m + 12] : [y, m];
    const first = fromCivil(fullYear, index, 1) ?? today;
    return between(first, first + lastOfMonth(fullYear, index) - 1);
  };
  if (month !== undefined) {
    const asked = Number(month);
    return ofMonth(year === undefined ? here.year - (asked > here.month ? 1 : 0) : Number(year), asked);
  }
  const monday = today - weekdayOf(today) + 1;
  if (/^今[天日]/.test(word)) return between(today, today);
  if (/^昨/.test(word)) return between(today - 1, today - 1);
  if (word === "前天") return between(today - 2, today - 2);
  if (/^上.*(?:周|星期)/.test(word)) return between(monday - 7, monday - 1);
  if (/周|星期/.test(word)) return between(monday, today);
  if (/^上.*月/.test(word)) return ofMonth(here.year, here.month - 1);
  if (/月/.test(word)) return ofMonth(here.year, here.month);
  const of = word === "去年" ? here.year - 1 : here.year;
  return between(fromCivil(of, 1, 1) ?? today, fromCivil(of, 12, 31) ?? today);
}
