import { Lunar } from "lunar-typescript";
import fc from "../../property.ts";

// A small grammar of our own that makes sentences whose meaning is known beforehand. It shares nothing with the reader
// under test: days are counted here, lunar dates come from the library itself.

const DAY = 86_400_000;
const OFFSET = 8 * 3_600_000;
export const dayOf = (at: number) => Math.floor((at + OFFSET) / DAY);
export const weekday = (day: number) => ((((day + 3) % 7) + 7) % 7) + 1;
const civil = (day: number) => {
  const date = new Date(day * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate() };
};
const fromCivil = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date) / DAY;
export const minuteForm = (day: number, minute: number) =>
  `${new Date(day * DAY + minute * 60_000).toISOString().slice(0, 16)}+08:00`;
export const atMinute = (day: number, minute: number) => day * DAY - OFFSET + minute * 60_000;

const DIGITS = "零一二三四五六七八九";
export const han = (n: number): string =>
  n < 10
    ? DIGITS.charAt(n)
    : `${n < 20 ? "" : DIGITS.charAt(Math.floor(n / 10))}十${n % 10 === 0 ? "" : DIGITS.charAt(n % 10)}`;

export const sentAt = fc
  .integer({ min: Date.UTC(2026, 2, 1) / 60_000, max: Date.UTC(2028, 10, 1) / 60_000 })
  .map((minute) => minute * 60_000);

export const number = (n: number) => fc.constantFrom(han(n), String(n));

/** A named day: its words, and the day it is for a message; null when it must be asked. */
type DayWords = { readonly words: string; readonly day: (now: number, minute: number | null) => number | null };

export const relative: fc.Arbitrary<DayWords> = fc
  .constantFrom<[string, number]>(
    ["明天", 1],
    ["明儿", 1],
    ["明儿个", 1],
    ["明日", 1],
    ["明朝", 1],
    ["听日", 1],
    ["后天", 2],
    ["后儿", 2],
    ["后日", 2],
    ["后儿个", 2],
    ["大后天", 3],
    ["大后儿", 3],
  )
  .map(([words, days]) => ({ words, day: (now) => dayOf(now) + days }));

const weekdayWord = fc
  .tuple(fc.constantFrom("周", "星期", "礼拜"), fc.integer({ min: 1, max: 7 }))
  .map(([word, n]) => ({ words: `${word}${n === 7 && word !== "周" ? "天" : "一二三四五六日".charAt(n - 1)}`, n }));

export const nextWeek: fc.Arbitrary<DayWords> = fc
  .tuple(fc.constantFrom<[string, number]>(["下", 1], ["下个", 1], ["下下", 2]), weekdayWord)
  .filter(([[prefix], { words }]) => !(prefix === "下个" && words.startsWith("周")))
  .map(([[prefix, weeks], { words, n }]) => ({
    words: `${prefix}${words}`,
    day: (now) => dayOf(now) - weekday(dayOf(now)) + n + weeks * 7,
  }));

const bareWeekday: fc.Arbitrary<DayWords> = weekdayWord.map(({ words, n }) => ({
  words,
  day: (now, minute) => {
    const today = dayOf(now);
    const ahead = (n - weekday(today) + 7) % 7;
    if (ahead > 0) return today + ahead;
    return minute !== null && atMinute(today, minute) > now ? today : today + 7;
  },
}));

const thisWeek: fc.Arbitrary<DayWords> = fc
  .tuple(fc.constantFrom("这", "本", "这个"), weekdayWord)
  .filter(([prefix, { words }]) => !(prefix === "这个" && words.startsWith("周")))
  .map(([prefix, { words, n }]) => ({
    words: `${prefix}${words}`,
    day: (now, minute) => {
      const day = dayOf(now) - weekday(dayOf(now)) + n;
      return atMinute(day, minute ?? 480) > now ? day : null;
    },
  }));

const monthDay: fc.Arbitrary<DayWords> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .chain(([month, date]) =>
    fc.tuple(number(month), number(date), fc.constantFrom("号", "日")).map(([m, d, sign]) => ({
      words: `${m}月${d}${sign}`,
      day: (now: number, minute: number | null) => {
        const { year } = civil(dayOf(now));
        const first = fromCivil(year, month, date);
        if (first === dayOf(now) && atMinute(first, minute ?? 480) <= now) return null;
        return atMinute(first, minute ?? 480) > now ? first : fromCivil(year + 1, month, date);
      },
    })),
  );

const dayOfMonth: fc.Arbitrary<DayWords> = fc.integer({ min: 1, max: 28 }).chain((date) =>
  number(date).map((d) => ({
    words: `${d}号`,
    day: (now: number, minute: number | null) => {
      const { year, month } = civil(dayOf(now));
      const first = fromCivil(year, month, date);
      return atMinute(first, minute ?? 480) > now ? first : fromCivil(year, month + 1, date);
    },
  })),
);

const lunarDay: fc.Arbitrary<DayWords> = fc
  .constantFrom<[string, number, number]>(
    ["腊月廿三", 12, 23],
    ["腊月初八", 12, 8],
    ["正月初五", 1, 5],
    ["正月十六", 1, 16],
    ["正月二十", 1, 20],
    ["冬月初一", 11, 1],
    ["农历三月初三", 3, 3],
    ["阴历六月十九", 6, 19],
    ["大年初二", 1, 2],
  )
  .map(([words, month, date]) => ({
    words,
    day: (now, minute) => {
      const { year } = civil(dayOf(now));
      for (let each = year - 1; each <= year + 1; each++) {
        const solar = Lunar.fromYmd(each, month, date).getSolar();
        const day = fromCivil(solar.getYear(), solar.getMonth(), solar.getDay());
        if (day === dayOf(now) && atMinute(day, minute ?? 480) <= now) return null;
        if (atMinute(day, minute ?? 480) > now) return day;
      }
      return null;
    },
  }));

export const dayWords = fc.oneof(
  relative,
  relative,
  nextWeek,
  bareWeekday,
  bareWeekday,
  thisWeek,
  monthDay,
  dayOfMonth,
  lunarDay,
);

/** A clock: its words and the minute of the day it is. */
type ClockWords = { readonly words: string; readonly minute: number; readonly bare: boolean; readonly part: string };

export const PARTS: readonly (readonly [words: string, hours: readonly [number, number], minute: number])[] = [
  ["早上", [5, 11], 480],
  ["清早", [5, 9], 480],
  ["一大早", [5, 9], 480],
  ["朝早", [6, 9], 480],
  ["上午", [7, 11], 540],
  ["头晌", [8, 11], 540],
  ["上昼", [8, 11], 540],
  ["中午", [11, 13], 720],
  ["晌午", [11, 13], 720],
  ["下午", [13, 18], 900],
  ["下晌", [13, 17], 900],
  ["下昼", [13, 17], 900],
  ["傍晚", [17, 19], 1080],
  ["擦黑", [17, 19], 1080],
  ["晚上", [18, 23], 1200],
  ["晚黑", [18, 22], 1200],
  ["晚间", [18, 22], 1200],
];

const minutesWords = (minute: number): fc.Arbitrary<string> => {
  if (minute === 0) return fc.constantFrom("", "整", "钟");
  if (minute === 15) return fc.constantFrom("一刻", "过一刻", "十五", "15分", "过十五分");
  if (minute === 30) return fc.constantFrom("半", "过半", "三十", "30", "三十分");
  if (minute === 45) return fc.constantFrom("三刻", "四十五", "45分");
  return fc.constantFrom(han(minute), `${minute}分`, `${han(minute)}分`);
};

export const clock: fc.Arbitrary<ClockWords> = fc
  .tuple(fc.constantFrom(null, ...PARTS), fc.nat(23), fc.constantFrom(0, 0, 15, 20, 30, 45, 50), fc.nat(5))
  .chain(([part, dice, minute, form]): fc.Arbitrary<ClockWords> => {
    if (part) {
      const [words, [from, to]] = part;
      const hour = from + (dice % (to - from + 1));
      const said = hour > 12 ? hour - 12 : hour;
      const whole = hour * 60 + minute;
      const made = (text: string) => ({ words: `${words}${text}`, minute: whole, bare: false, part: words });
      if (form === 0) return fc.constant(made(`${said}:${String(minute).padStart(2, "0")}`));
      if (form === 1 && minute > 0) return fc.constant(made(`${said}.${minute}`));
      return fc.tuple(number(said), minutesWords(minute)).map(([h, m]) => made(`${h}点${m}`));
    }
    const hour = dice;
    const whole = hour * 60 + minute;
    const bare = { minute: hour >= 1 && hour <= 6 ? whole + 720 : whole, bare: true, part: "" };
    if (form === 0 && hour >= 7) return fc.constant({ ...bare, words: `${hour}:${String(minute).padStart(2, "0")}` });
    return fc.tuple(number(hour), minutesWords(minute)).map(([h, m]) => ({ ...bare, words: `${h}点${m}` }));
  });

export const partOnly: fc.Arbitrary<ClockWords> = fc
  .constantFrom(...PARTS)
  .map(([words, , minute]) => ({ words, minute, bare: false, part: words }));

export const joint = fc.constantFrom("", "", "", "，", " ", "的", "呃", "，嗯，", "那个", "呢，", "就", "啊，");
export const before = fc.constantFrom(
  "",
  "",
  "",
  "麻烦",
  "请",
  "老李说",
  "村里的喇叭坏了，",
  "三社缺水的事，",
  "给第3组5户送图纸，",
  "打13800001234，",
  "书记让",
);
export const verb = fc.constantFrom(
  "提醒我",
  "叫我一声",
  "喊我",
  "记得提醒我",
  "，提醒我去看看",
  "提醒我给第3组三户送图纸",
  "提醒我通知大家12月3号开会",
  "，到时候叫我",
  "准时提醒我",
);
