import { describe, expect, test } from "@jest/globals";
import { joinNumbers, outgoingText, pageLink, published } from "../../src/bot/wording.ts";
import { findSensitive } from "../../src/chinese/privacy/sensitive.ts";
import fc from "../property.ts";

/** What rings, tags, links or calls on any of the platforms, in any width or case. */
const dangerous = [
  "@all",
  "@ALL",
  "＠all",
  "@所有人",
  "@全体成员",
  "<@zhangsan>",
  "<@!10001>",
  "[CQ:at,qq=all]",
  "[cq:image,file=http://x]",
  '<font color="warning">',
  "</font>",
  "[点这里](http://evil.example)",
  "https://evil.example/a?b",
  "HTTP://evil.example",
  "weixin://pay",
  "13800001234",
  "+86 138-0000-1234",
  "１３８００００１２３４",
  "0537-2234567",
  "370829199001011239",
  "6222021234567890128",
];
const survives = /<@|@all\b|@所有人|@全体成员|\[CQ:|<\/?font|\]\(|:\/\//i;

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...dangerous),
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.constantFrom("@", "<", "]", "[", ":", "/", " ", "，"),
    ),
    {
      maxLength: 8,
    },
  )
  // no NUL: what comes in holds none
  .map((parts) => parts.join("").replaceAll("\0", ""));

describe("the only way out", () => {
  test.each(dangerous)("lets %s through only harmless", (words) => {
    const said = outgoingText(`意见：${words}。`);
    expect(said).not.toMatch(survives);
    expect(findSensitive(said)).toEqual([]);
  });

  test("lets nothing ring, link or show a number, whatever stands around it", () => {
    fc.assert(
      fc.property(text, (words) => {
        const said = outgoingText(words);
        expect(said).not.toMatch(survives);
        expect(findSensitive(said)).toEqual([]);
        expect(outgoingText(said)).toBe(said);
      }),
      { numRuns: 500 },
    );
  });

  test("shows a published number in full, and what stands beside it as ever", () => {
    const said = outgoingText(`民政所 ${published("0537-2234567")}，本人 13800001234，${published("12345")}\0`);
    expect(said).toBe("民政所 0537-2234567，本人 138****1234，12345");
  });

  test("leaves what people ordinarily write as it is", () => {
    for (const words of [
      "记下了 T214：11月20日 谈心 东卧牛村 赫书记（低保、路灯）。错了回“撤销”。",
      "走访 村21/21 社83/99 湾160/220",
      "3<5，a@b 比一比 [旺柴]（笑）",
      "【提醒】2件\nR1 交材料\nR2 打电话",
      "拨款1234567890元，编号20261121001",
    ])
      expect(outgoingText(words)).toBe(words);
  });
});

describe("numbers of records", () => {
  test.each([
    [[31], "O31"],
    [[31, 32, 33], "O31–O33"],
    [[33, 31, 32, 31], "O31–O33"],
    [[1, 3, 4], "O1、O3–O4"],
    [[], ""],
  ])("%j are said as %s", (numbers, said) => {
    expect(joinNumbers("O", numbers)).toBe(said);
  });
});

describe("what opens a page", () => {
  const link = "https://bot.example.cn/l/13800001234-AAAAAAAAAA";
  const text = `11月26日 新会镇\n看图和名单：${pageLink(link)} （只您能开）\n谈心 1/5村`;

  test("goes out whole where it may, and its line is left out everywhere else", () => {
    expect(outgoingText(text, { links: true })).toBe(`11月26日 新会镇\n看图和名单：${link} （只您能开）\n谈心 1/5村`);
    for (const out of [{}, { whole: true }, { links: false }])
      expect(outgoingText(text, out)).toBe("11月26日 新会镇\n谈心 1/5村");
  });

  test("is nothing that somebody wrote: other addresses lead nowhere, and other numbers are masked", () => {
    expect(outgoingText(`https://evil.example 13800001234\n${pageLink(link)}`, { links: true })).toBe(
      `https：//evil.example 138****1234\n${link}`,
    );
    for (const made of ["\0javascript:x\0", "\0weixin://pay\0", "\0https://evil.example x\0"])
      expect(outgoingText(made, { links: true })).not.toContain("://");
  });
});
