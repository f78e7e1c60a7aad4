import { describe, expect, test } from "@jest/globals";
import { fold } from "../../src/chinese/fold.ts";
import fc from "../property.ts";

describe("fold", () => {
  test.each([
    ["８：３０提醒我", "8:30提醒我"],
    ["半個小時後開會", "半个小时后开会"],
    ["／谈心　东\u00a0卧\u2005牛", "/谈心 东 卧 牛"],
    ["\u200b十二\ufeff点", "十二点"],
    ["第①组㎡", "第1组m2"],
    ["一行\r\n二行\u2028三行", "一行\n二行\n三行"],
    ["鐘先生著書來", "钟先生著书来"],
    ["👨‍👩‍👧", "👨👩👧"],
    ["", ""],
  ])("%j becomes %j", (original, expected) => {
    expect(fold(original).text).toBe(expected);
  });

  test("offsets lead back into the original", () => {
    const original = "\u200b㎡半個小時後";
    const { text, at } = fold(original);
    const start = text.indexOf("半");
    expect(original.slice(at[start], at[text.length])).toBe("半個小時後");
  });

  test("any text: one offset per unit, never decreasing, ending at the end; folding twice changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (original) => {
        const { text, at } = fold(original);
        expect(at).toHaveLength(text.length + 1);
        expect(at[text.length]).toBe(original.length);
        for (let i = 1; i < at.length; i++) expect(at[i]).toBeGreaterThanOrEqual(at[i - 1] ?? 0);
        expect(fold(text).text).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});
