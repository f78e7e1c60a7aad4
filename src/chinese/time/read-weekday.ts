import { dayOfWeek } from "./numeral.ts";
import { type DayExpr, type Named, plainDay } from "./phrase.ts";
import { readClock } from "./read-clock.ts";
import { before, type Hit, sticky } from "./scan.ts";

const WEEK = "(?:周|星期|礼拜)";
const week = sticky(
  new RegExp(
    `(下下下|下下|下|上上|上|这一|这|本)? ?个?(${WEEK}) ?(?:的 ?)?(?:${WEEK})?([一二三四五六日天]|[1-7](?!\\d))?`,
  ),
);
const another = sticky(
  /(?:、|和|跟|或者?|到|至)? ?([一二三四五六日天])(?=$|[\s、,，。;:!)]|提醒|叫|喊|上午|下午|早|中午|晚|前|内|开|去|各|都|两|[一二三四五六日天])/,
);
const weekend = sticky(new RegExp(`(下下|下|上|这|本)? ?个?(?:周末|双休日|${WEEK}六日|${WEEK}六、?${WEEK}?[日天])`));

const isWeekday = /^[周期拜][一二三四五六日天]$/;

const WEEKS: Record<string, number> = { 下下下: 3, 下下: 2, 下: 1, 上上: -2, 上: -1, 这一: 0, 这: 0, 本: 0 };

/** 周五, 下周三, 上礼拜天, 这个星期五; a week without a day and 周末 are vague. */
export function readWeekday(text: string, at: number): Hit<Named> | null {
  if (!"下上这本周星礼双".includes(text.charAt(at))) return null;
  const end = weekend(text, at);
  if (end) {
    const topic = { about: "weekend", weeks: WEEKS[end[1] ?? "本"] ?? 0 } as const;
    return { value: { kind: "vague", topic }, end: at + end[0].length };
  }
  const match = week(text, at);
  if (!match) return null;
  const prefix = match[1];
  if (prefix && isOtherWord(text, at)) return null;
  if (!prefix && match[2] === "周" && isSurname(text, at, match)) return null;
  // 三周五: three weeks; but 周三周五 are two days
  if (!prefix && /[一二两三四五六七八九十\d几半个每]/.test(before(text, at, 1)) && !isWeekday.test(before(text, at, 2)))
    return null;
  const written = match[3];
  const after = at + match[0].length;
  const weekday = written && !countsTimes(text, after) ? dayOfWeek(written) : null;
  if (weekday === null) return prefix ? vagueWeek(text, at, match, prefix) : null;
  if (!prefix && isName(text, after, match[2] ?? "")) return null;
  const day: DayExpr = { kind: "weekday", weeks: prefix ? (WEEKS[prefix] ?? 0) : null, weekday };
  return listed(text, after, day) ?? { value: plainDay(day), end: after };
}

/** 通知一下周四, 乡下周五: 下 belongs to the word before it. */
function isOtherWord(text: string, at: number): boolean {
  if (text.charAt(at) === "上")
    return /[一早晚马路身楼山网]$/.test(before(text, at, 1)) && text.charAt(at + 1) !== "上";
  if (text.charAt(at) !== "下") return false;
  if (text.charAt(at + 1) === "下") return /[^这]一$/.test(before(text, at, 2));
  return /(?:[^这]|^)[一两几]$|[乡地底楼山树坡桥手脚名私留剩放]$/.test(before(text, at, 2));
}

/** 老周, 小周, 周家, 周氏 */
function isSurname(text: string, at: number, match: RegExpExecArray): boolean {
  return /[老小阿姓]$|大(?=$)/.test(before(text, at, 1)) || /^[家氏姓]/.test(text.charAt(at + match[0].length));
}

function vagueWeek(text: string, at: number, match: RegExpExecArray, prefix: string): Hit<Named> | null {
  const end =
    at +
    (match[1]?.length ?? 0) +
    match[0].slice(match[1]?.length ?? 0).search(/周|星期|礼拜/) +
    (match[2]?.length ?? 0);
  if (
    match[2] === "周" &&
    /[围边期全到年转密知身济一二三四五六日天]/.test(text.charAt(end)) &&
    !countsTimes(text, end + 1)
  )
    return null;
  return { value: { kind: "vague", topic: { about: "week", weeks: WEEKS[prefix] ?? 0 } }, end };
}

/** 周一次: once a week, not Monday. */
function countsTimes(text: string, at: number): boolean {
  return /[次回趟遍]/.test(text.charAt(at));
}

/** 周三强家: somebody called 周三强, at home. */
function isName(text: string, at: number, word: string): boolean {
  return (
    word === "周" &&
    /^[^到回在来去我他她咱你您各全大去上下和跟找给对往从老小]家(?!里)|^[^\s我他她你咱谁村会就都也才又再只][说讲]/.test(
      text.slice(at, at + 3),
    )
  );
}

/** 周三四, 周一、三: two days, which only a rule can hold. */
function listed(text: string, at: number, first: DayExpr): Hit<Named> | null {
  const next = another(text, at);
  if (!next?.[1] || readClock(text, at, true)) return null;
  const weeks = first.kind === "weekday" ? first.weeks : null;
  const second: DayExpr = { kind: "weekday", weeks, weekday: dayOfWeek(next[1]) };
  return { value: { kind: "vague", topic: { about: "dates", days: [first, second] } }, end: at + next[0].length };
}
