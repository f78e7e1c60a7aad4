import { describe, expect, test } from "@jest/globals";
import { normalise } from "../../src/chinese/normalise.ts";

const wordsOf = (text: string) => {
  const { folded, start, end, mentioned } = normalise(text, ["小助手"]);
  return { words: folded.text.slice(start, end), mentioned };
};

describe("what stands before the words", () => {
  test.each([
    ["[图片]意见：路灯不亮", "意见:路灯不亮", false],
    ["[图片]\n/走访 三社 墙裂", "/走访 三社 墙裂", false],
    ["[表情][表情] 反映：井水浑", "反映:井水浑", false],
    ["[表情]路灯不亮", "路灯不亮", false],
    ["@老张 @小助手 路灯不亮", "路灯不亮", true],
    ["@20009 [图片] @小助手 路灯不亮", "路灯不亮", true],
    ["@小助手 [表情]/帮助", "/帮助", true],
  ])("%s is taken off", (text, words, mentioned) => {
    expect(wordsOf(text)).toEqual({ words, mentioned });
  });

  test.each([
    "@老张 明天开会吗",
    "[图片]",
    "[表情]",
    "[图片] 路灯不亮",
    "[2026]号文件",
    "@老张 / 老李 都来",
    "@",
    "@王强 /谈心 老马",
  ])("%s stays as it is", (text) => {
    expect(wordsOf(text)).toEqual({ words: text, mentioned: false });
  });

  test.each([
    ["@20009  /帮助", "/帮助"],
    ["@老张 路灯不亮", "路灯不亮"],
    ["@老张", "@老张"],
  ])("%s said to the bot: mentions of others are taken off", (text, words) => {
    const { folded, start, end } = normalise(text, [], true);
    expect(folded.text.slice(start, end)).toBe(words);
  });
});
