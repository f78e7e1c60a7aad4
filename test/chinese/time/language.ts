import fc from "../../property.ts";
import {
  atMinute,
  before,
  clock,
  dayOf,
  dayWords,
  han,
  joint,
  minuteForm,
  nextWeek,
  PARTS,
  partOnly,
  relative,
  sentAt,
  verb,
  weekday,
} from "./language-words.ts";

/** `means`: the corpus form, `ask` for what nobody can know. `words` may also be answered with a question. */
export type Sentence = { readonly words: string; readonly sentAt: number; readonly means: string };

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
const remainder = fc.constantFrom("，连续三天", "，一共五次", "，前三次");

/** 每天八点提醒我，周五不用: on all other days of the week */
const leftOut: fc.Arbitrary<Sentence> = fc
  .tuple(
    sentAt,
    clock,
    fc.constantFrom(
      ["，周五不用", "MO,TU,WE,TH,SA,SU"],
      ["，除了周三", "MO,TU,TH,FR,SA,SU"],
      ["，周末除外", "MO,TU,WE,TH,FR"],
    ),
  )
  .map(([now, at, [words, days]]) => ({
    words: `每天${at.words}提醒我${words}`,
    sentAt: now,
    means: `every:FREQ=WEEKLY;BYDAY=${days};BYHOUR=${Math.floor(at.minute / 60)};BYMINUTE=${at.minute % 60}`,
  }));

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
  leftOut,
  notNextWeek,
);
