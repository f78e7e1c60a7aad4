import { expect, test } from "@jest/globals";
import { prepareQuestion, type Question } from "../../../src/chinese/consultation/question.ts";
import { readStance, type Said } from "../../../src/chinese/consultation/stances.ts";
import fc from "../../property.ts";
import { corpusLines } from "../corpora/corpus-file.ts";
import { variation } from "../corpora/variations.ts";

const ask = (title: string, options: readonly string[] | null, numbered = false) =>
  prepareQuestion({ number: "C7", title, options, numbered } satisfies Question);

const questions = {
  线: ask("修水渠走东线还是西线？", ["东线", "西线"]),
  监: ask("村口装监控，同意不同意？", null),
  装: ask("广场装不装路灯", null),
  疗: ask("合疗代收放在哪天？", ["周六上午", "周日上午"], true),
  园: ask("老粮站改幼儿园还是改敬老院？", ["幼儿园", "敬老院"]),
  戏: ask("过年唱戏还是放电影，还是都不要", ["唱戏", "放电影", "都不要"], true),
  同: ask("合并两个组", ["同意", "不同意"], true),
  场: ask("广场舞跳东场还是西场？", ["东场", "西场"]),
  头: ask("先修哪头的路", ["先修东头", "先修西头", "一起修"]),
};

const cases = corpusLines("own-stances.tsv")
  .filter((line) => line && !line.startsWith("#"))
  .map((line) => {
    const [question = "", addressed, text = "", expected] = line.split("\t");
    return { question: questions[question as keyof typeof questions], addressed: addressed === "a", text, expected };
  });

const written = (said: Said) => (said === null ? "-" : said === "unclear" ? "?" : said.stance);

test("what one message says of a question", () => {
  const got = cases.map(
    ({ question, addressed, text }) => `${text} ${written(readStance(text, question, addressed, null))}`,
  );
  expect(got).toEqual(cases.map(({ text, expected }) => `${text} ${expected}`));
});

test("the same as another phone would send it", () => {
  const picks = fc.array(fc.nat(1000), { minLength: 7, maxLength: 40 });
  fc.assert(
    fc.property(fc.constantFrom(...cases), picks, ({ question, addressed, text, expected }, picks) => {
      expect(written(readStance(variation(text, picks), question, addressed, null))).toBe(expected);
    }),
    { numRuns: 1000 },
  );
});

test("an agreement word takes the answer it quotes, and nothing from chatter", () => {
  const { 线, 监 } = questions;
  expect(readStance("+1", 监, false, { stance: "反对" })).toEqual({ stance: "反对" });
  expect(readStance("同意他的", 线, false, { stance: "西线" })).toEqual({ stance: "西线" });
  expect(readStance("同意", 监, false, "chatter")).toBeNull();
  expect(readStance("同意", 监, false, "unclear")).toBe("unclear");
  expect(readStance("东线", 线, false, { stance: "西线" })).toEqual({ stance: "东线" });
  expect(readStance("不同意", 线, false, { stance: "西线" })).toBe("unclear");
});

test("never throws and takes time in proportion to the length", () => {
  const words =
    "我 想 最好 还是 不 别 没 都行 同意 反对 没意见 东线 西线 改 1 2 第一个 +1 👍 😂 吗 谁 ？ ， 。 ！ 要是 就 的 了 随便哪 意见".split(
      " ",
    );
  const all = Object.values(questions);
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...words, " ", "\n", "#接龙"), { maxLength: 20 }),
      fc.boolean(),
      (said, addressed) => {
        for (const question of all) readStance(said.join(""), question, addressed, null);
      },
    ),
    { numRuns: 500 },
  );
  const spent = (length: number) => {
    const began = process.cpuUsage().user;
    for (const word of [...words, "最好最好", "哪都行都行", "不走东线", "不是不"])
      for (const question of [questions.线, questions.监])
        readStance(`${word.repeat(length / word.length)}鼠`, question, true, null);
    return process.cpuUsage().user - began;
  };
  spent(1_000);
  expect(spent(40_000)).toBeLessThan(40 * Math.max(spent(4_000), 10_000));
});
