import { readTime, type TimeUse } from "../../../src/chinese/time/index.ts";
import fc from "../../property.ts";
import { calendar, readCases } from "./corpus.ts";

const anyCase = fc.constantFrom(...readCases("time.tsv"), ...readCases("own-time.tsv"));
const MINUTE = 60_000;

export const sentAt = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2035-01-01"), noInvalidDate: true })
  .map((date) => Math.floor(date.getTime() / MINUTE) * MINUTE);

/** Pieces of time words, joined at random: closer to the edges of the grammar than random text. */
const piece = fc.constantFrom(
  ..."今天 明天 后天 大后天 昨天 今 明 晚 早 早上 中午 下午 晚上 夜里 凌晨 周三 下周 下周五 这周一 每 每天 每周 每月 每年 每隔 工作日 隔天 逢 周末 月底 月初 下旬 本月 下个月 12月 3号 30日 31号 2月 12.3 12/3 2026-12-03 2026年 闰五月 腊月 三十 初五 正月 农历 除夕 小年 春节 国庆 清明 冬至 十一 八一 8点 八点 三点 半 一刻 差 十分 : 14:30 25点 点 分 小时 半小时 三天 两周 几天 个月 后 前 内 之前 以后 第一天 最后一天 第一个 提前 提醒我 或者 还是 和 到 、 ， （ ） 周四 的 第 3 12 一 二 十 百 零 开会 交表 户 组 公里".split(
    " ",
  ),
);
const fragments = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(""));

/** A sentence of the corpus with a piece of another, or of time words, put somewhere in it. */
const mended = fc
  .tuple(
    anyCase,
    fc.oneof(
      fragments,
      anyCase.map((each) => each.text),
    ),
    fc.nat(40),
    fc.nat(40),
  )
  .map(([{ text }, other, from, length]) => text.slice(0, from) + other + text.slice(from + length));

/** Text that may be anything, and how many of each the tests try; the bench tries more. */
export const broken: readonly (readonly [name: string, runs: number, texts: fc.Arbitrary<string>])[] = [
  ["random text", 2_000, fc.string({ unit: "binary", maxLength: 80 })],
  ["pieces of time words", 4_000, fragments],
  ["corpus lines cut and mended", 8_000, mended],
];

/** Throws, with the shrunk text, when a reading throws, lies outside of the text or is on the wrong side of now. */
export function readsAnything(texts: fc.Arbitrary<string>, numRuns: number): void {
  const use = fc.constantFrom<TimeUse>("reminder", "deadline", "record");
  fc.assert(
    fc.property(texts, sentAt, use, (text, now, each) => {
      const result = readTime(text, { sentAt: now, use: each, calendar });
      if (result.kind === "none") return true;
      const { start, end } = result.span;
      const inside = start >= 0 && end > start && end <= text.length;
      return inside && (result.kind !== "moment" || result.at > now === (each !== "record"));
    }),
    { numRuns },
  );
}
