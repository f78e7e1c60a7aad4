import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { direct, openWorld, type World } from "../../world.ts";

let world: World;
let digest = "";
beforeAll(async () => {
  world = await openWorld();
  await world.says("li", "意见：三社水管又裂了");
  await world.says("wang", "/谈心 东卧牛村 赫振山 低保");
  await world.says("sun", "/提醒 明天9点 村民代表会");
  digest = await world.says("sun", "/简报");
});
afterAll(() => world.close());

const quoting = (words: string, text = digest, who = "sun") => world.says(who, words, direct(who), { quote: { text } });
const lineOf = (word: string) => digest.split("\n").find((line) => line.startsWith(word)) ?? "";

test("a figure is asked back by quoting its line, whatever one says to it", async () => {
  expect(await quoting("哪些", lineOf("谈心"))).toMatch(/还没谈过的村4\/5：\n李家湾村/);
  expect(await quoting("有哪几条？", lineOf("意见"))).toContain("O1");
  expect(await quoting("看看", "提醒 今天1件：9:00 村民代表会")).toContain("村民代表会");
});

test("of the whole digest by its name, or it is asked which", async () => {
  expect(await quoting("谈心呢")).toContain("还没谈过的村4/5");
  expect(await quoting("意见是哪些")).toContain("等答复的意见1条");
  expect(await quoting("哪些")).toMatch(/看哪一项？①.*②/);
  expect(await world.says("sun", "意见")).toContain("等答复的意见1条");
});

test("by a line that is sent back, or by a word of its own", async () => {
  expect(await world.says("sun", "超期5件，最久9天：J31 三社路灯")).toBe("没有超期的交办。");
  expect(await world.says("sun", "未答复的")).toContain("等答复的意见1条");
});

test("what merely sounds like it is no figure, and villagers ask for none", async () => {
  expect(await quoting("好的，知道了", lineOf("谈心"))).not.toContain("还没谈过");
  expect(await world.says("li", "谈心 1/5村", direct("li"))).not.toContain("还没谈过");
});
