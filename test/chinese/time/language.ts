import { Lunar } from "lunar-typescript";
import fc from "../../property.ts";

// A small grammar of our own that makes sentences whose meaning is known beforehand. It shares nothing with the reader
// under test: days are counted here, lunar dates come from the library itself.

/** `means`: the corpus form, `ask` for what nobody can know. `words` may also be answered with a question. */
export type Sentence = { readonly words: string; readonly sentAt: number; readonly means: string };

const DAY = 86_400_000;
const OFFSET = 8 * 3_600_000;
const dayOf = (at: number) => Math.floor((at + OFFSET) / DAY);
const weekday = (day: number) => ((((day + 3) % 7) + 7) % 7) + 1;
const civil = (day: number) => {
  const date = new Date(day * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate() };
};
const fromCivil = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date) / DAY;
const minuteForm = (day: number, minute: number) =>
  `${new Date(day * DAY + minute * 60_000).toISOString().slice(0, 16)}+08:00`;
const atMinute = (day: number, minute: number) => day * DAY - OFFSET + minute * 60_000;

const DIGITS = "零一二三四五六七八九";
const han = (n: number): string =>
  n < 10
    ? DIGITS.charAt(n)
    : `${n < 20 ? "" : DIGITS.charAt(Math.floor(n / 10))}十${n % 10 === 0 ? "" : DIGITS.charAt(n % 10)}`;

export const sentAt = fc
  .integer({ min: Date.UTC(2026, 2, 1) / 60_000, max: Date.UTC(2028, 10, 1) / 60_000 })
  .map((minute) => minute * 60_000);

const number = (n: number) => fc.constantFrom(han(n), String(n));

/** A named day: its words, and the day it is for a message; null when it must be asked. */
type DayWords = { readonly words: string; readonly day: (now: number, minute: number | null) => number | null };

const relative: fc.Arbitrary<DayWords> = fc
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

const nextWeek: fc.Arbitrary<DayWords> = fc
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

const dayWords = fc.oneof(
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

const PARTS: readonly (readonly [words: string, hours: readonly [number, number], minute: number])[] = [
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

const clock: fc.Arbitrary<ClockWords> = fc
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

const partOnly: fc.Arbitrary<ClockWords> = fc
  .constantFrom(...PARTS)
  .map(([words, , minute]) => ({ words, minute, bare: false, part: words }));

const joint = fc.constantFrom("", "", "", "，", " ", "的", "呃", "，嗯，", "那个", "呢，", "就", "啊，");
const before = fc.constantFrom(
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
const verb = fc.constantFrom(
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

const form = (day: number, minute: number, now: number) =>
  atMinute(day, minute) > now ? minuteForm(day, minute) : "past";

const dayAndClock: fc.Arbitrary<Sentence> = fc
  .tuple(sentAt, before, dayWords, joint, fc.oneof(clock, clock, partOnly), verb)
  .map(([now, lead, each, link, at, tail]) => {
    const day = each.day(now, at.minute);
    return {
      words: `${lead}${each.words}${link}${at.words}${tail}`,
      sentAt: now,
      means: day === null ? "ask" : form(day, at.minute, now),
    };
  });

const dayOnly: fc.Arbitrary<Sentence> = fc.tuple(sentAt, before, dayWords, verb).map(([now, lead, each, tail]) => {
  const day = each.day(now, null);
  return { words: `${lead}${each.words}${tail}`, sentAt: now, means: day === null ? "ask" : form(day, 480, now) };
});

const clockOnly: fc.Arbitrary<Sentence> = fc.tuple(sentAt, before, clock, verb).map(([now, lead, at, tail]) => {
  const today = dayOf(now);
  const day = atMinute(today, at.minute) > now ? today : today + 1;
  return { words: `${lead}${at.words}${tail}`, sentAt: now, means: minuteForm(day, at.minute) };
});

const matter = fc.constantFrom("那场培训", "镇里开会", "老李家孩子满月", "的村民代表会", "去县里办事，", "交表的事，");

/** 12月20号那场培训下午两点, 后天啊后天晚上九点 */
const apart: fc.Arbitrary<Sentence> = fc
  .tuple(sentAt, before, dayWords, fc.oneof(matter, fc.constant(null)), clock, verb)
  .map(([now, lead, each, between, at, tail]) => {
    const day = each.day(now, at.minute);
    const middle = between ?? `啊${each.words}`;
    return {
      words: `${lead}${each.words}${middle}${at.words}${tail}`,
      sentAt: now,
      means: day === null ? "ask" : form(day, at.minute, now),
    };
  });

const correction = fc.constantFrom("不对", "，不对，", "，说错了，", "哦不", "，哦不对，", "，应该是", "啊不");

/** 后天，说错了，大后天: the later stands */
const corrected: fc.Arbitrary<Sentence> = fc
  .tuple(sentAt, dayWords, correction, dayWords, fc.oneof(clock, fc.constant(null)), verb, fc.boolean())
  .map(([now, first, word, second, at, tail, not]) => {
    const day = second.day(now, at?.minute ?? null);
    const words = not ? `不是${first.words}是${second.words}` : `${first.words}${word}${second.words}`;
    return {
      words: `${words}${at?.words ?? ""}${tail}`,
      sentAt: now,
      means: day === null ? "ask" : form(day, at?.minute ?? 480, now),
    };
  });

const correctedClock: fc.Arbitrary<Sentence> = fc
  .tuple(sentAt, relative, fc.constantFrom(...PARTS), fc.nat(99), fc.nat(99), correction, verb)
  .map(([now, each, [part, [from, to]], one, two, word, tail]) => {
    const hours = [one, two].map((dice) => from + (dice % (to - from + 1)));
    const [first = 8, second = 9] = hours;
    const said = (hour: number) => `${han(hour > 12 ? hour - 12 : hour)}点`;
    return {
      words: `${each.words}${part}${said(first)}${word}${said(second)}${tail}`,
      sentAt: now,
      means: form(each.day(now, 0) ?? 0, second * 60, now),
    };
  });

const unread = fc.constantFrom(
  "四更天",
  "晨练",
  "二四六",
  "夜班",
  "晚自习",
  "黑天",
  "大白天",
  "早操",
  "不到",
  "快",
  "三十三天",
);
const event = fc.constantFrom(
  "吃完饭",
  "等他回来后",
  "散会后",
  "开完会",
  "老王走的时候",
  "结束后",
  "雨停了",
  "孩子放学后",
  "中考前",
);
const remainder = fc.constantFrom(
  "，周五不用",
  "，周末除外",
  "，到月底为止",
  "，连续三天",
  "，一共五次",
  "，节假日不要",
);

const aheadDay = fc.oneof(relative, nextWeek);

/** What must be asked whatever stands around it. */
const traps: fc.Arbitrary<Sentence> = fc
  .oneof(
    fc.tuple(unread, clock).map(([word, at]) => `${word}${at.words}提醒我`),
    fc
      .tuple(aheadDay, fc.constantFrom("上午", "下午", "晚上"), event)
      .map(([each, part, what]) => `${each.words}${part}培训，${what}提醒我`),
    fc
      .tuple(event, fc.constantFrom("半小时后", "十分钟后", "一个钟头后"))
      .map(([what, later]) => `${what}${later}提醒我`),
    fc
      .tuple(fc.constantFrom("每天", "每周一", "每月5号"), clock, remainder)
      .map(([rule, at, rest]) => `${rule}${at.words}提醒我${rest}`),
    fc
      .tuple(fc.constantFrom("外", "大外", "再"), fc.constantFrom("后天", "后日"), joint)
      .map(([word, day]) => `${word}${day}提醒我`),
    fc
      .tuple(aheadDay, fc.constantFrom("七八点", "三四点钟", "两三点", "八点多", "九点来往后"))
      .map(([each, at]) => `${each.words}${at}提醒我`),
    fc
      .tuple(aheadDay, fc.constantFrom("早饭时", "晌午饭前", "晚饭后", "吃完早饭", "早些时候", "晚点"))
      .map(([each, meal]) => `${each.words}${meal}提醒我`),
    fc.tuple(aheadDay, aheadDay).map(([one, two]) => `${one.words}或者${two.words}提醒我`),
  )
  .chain((words) => sentAt.map((now) => ({ words, sentAt: now, means: "ask" })));

const BY_DAY = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** A rule with one clock. */
const rules: fc.Arbitrary<Sentence> = fc
  .tuple(
    sentAt,
    fc.oneof(
      fc.constantFrom(["每天", "DAILY"], ["天天", "DAILY"], ["每日", "DAILY"]),
      fc
        .integer({ min: 1, max: 6 })
        .map((n) => [`每周${"一二三四五六".charAt(n - 1)}`, `WEEKLY;BYDAY=${BY_DAY[n - 1]}`]),
      fc.integer({ min: 1, max: 28 }).map((n) => [`每月${n}号`, `MONTHLY;BYMONTHDAY=${n}`]),
    ),
    fc.constantFrom("", "", "，", "的", "呃"),
    clock,
    verb,
  )
  .map(([now, [words, rule], link, at, tail]) => ({
    words: `${words}${link}${at.words}${tail}`,
    sentAt: now,
    means: `every:FREQ=${rule};BYHOUR=${Math.floor((at.minute % 1440) / 60)};BYMINUTE=${at.minute % 60}`,
  }));

/** 登记一下周六: never next week's */
const notNextWeek: fc.Arbitrary<Sentence> = fc
  .tuple(
    sentAt,
    fc.constantFrom("说", "问", "记", "通知", "登记", "看", "讲"),
    fc.integer({ min: 1, max: 6 }),
    clock,
    verb,
  )
  .map(([now, said, n, at, tail]) => {
    const today = dayOf(now);
    const ahead = (n - weekday(today) + 7) % 7;
    const day = ahead > 0 || atMinute(today, at.minute) > now ? today + ahead : today + 7;
    return {
      words: `${said}一下周${"一二三四五六".charAt(n - 1)}${at.words}${tail}`,
      sentAt: now,
      means: minuteForm(day, at.minute),
    };
  });

export const sentence: fc.Arbitrary<Sentence> = fc.oneof(
  dayAndClock,
  dayAndClock,
  dayAndClock,
  dayOnly,
  clockOnly,
  apart,
  corrected,
  correctedClock,
  traps,
  rules,
  notNextWeek,
);
