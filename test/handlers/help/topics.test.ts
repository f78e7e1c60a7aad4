import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { engines, openWorld, type World } from "../../world.ts";

describe.each(engines)("on %s", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ engine });
  });
  afterAll(() => world.close());

  describe("what is asked of the bot itself", () => {
    test.each([
      ["li", "你是谁呀", "我是机器人，不是真人"],
      ["li", "你是不是真人？", "我是机器人，不是真人"],
      ["li", "我说的话谁能看到", "东卧牛村和镇上管事的干部看得到"],
      ["li", "转人工", "我这里没有人工"],
      ["li", "这个咋用", "您可以："],
      ["wang", "怎么记谈心？", "/谈心 村 [人] [内容]"],
      ["wang", "怎么设提醒", "例：/提醒 明天9点 村民代表会"],
      ["wang", "记错了怎么改", "回“写错了 日期是昨天”"],
      ["wang", "帮助 意见", "/意见"],
      ["wang", "/帮助 怎么撤销", "回“撤销”就不算了"],
      ["wang", "/帮助 我不会用", "记谈心"],
    ])("%s: %s", async (who, text, answer) => {
      expect(await world.says(who, text)).toContain(answer);
      expect((await world.store.read.records.mine(`sandbox:${who}`, null, 9)).length).toBe(0);
    });

    test.each(["路怎么走啊没人修", "你们村里是怎么管的，垃圾没人收"])("%s is an opinion all the same", async (text) => {
      await world.passes(60_000);
      expect(await world.says("xiuying", text)).toContain("收到");
    });

    test("help begins with what a cadre does every day, in the own village", async () => {
      const lines = (await world.says("wang", "/帮助")).split("\n");
      expect(lines.slice(0, 5).map((line) => /\/(\p{Script=Han}+)/u.exec(line)?.[1])).toEqual([
        "谈心",
        "走访",
        "提醒",
        "意见",
        "查",
      ]);
    });
  });
});
