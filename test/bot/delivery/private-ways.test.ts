import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("private ways, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  const [village, office] = [group("village"), group("office")];
  /** QQ members have no one-to-one id; a WeCom bot in URL mode has no way to its user without the app. */
  const nowhere = { privately: null };
  const come = "请私聊我：点开小助手的头像发消息。";

  describe("where there is no private way", () => {
    test("lists and help become one hint, once an hour for each person", async () => {
      expect(await world.says("sun", "/覆盖", office, nowhere)).toBe(come);
      expect(await world.says("sun", "/帮助", office, nowhere)).toBe("");
      expect(await world.says("sun", "/简报", office, nowhere)).toBe("");
      expect(await world.says("wang", "/帮助", office, nowhere)).toBe(come);
      await world.passes(60 * 60_000);
      expect(await world.says("sun", "/帮助", office, nowhere)).toBe(come);
    });

    test("a refusal becomes one line without the content", async () => {
      for (const text of ["/谈心 柳河 老马 修桥", "/谈心 张家口村 老马 修桥", "/提醒 昨天下午三点 给老马送药"]) {
        const line = await world.says("wang", text, office, nowhere);
        expect(line).not.toBe("");
        expect(line).not.toContain("\n");
        expect(line).not.toMatch(/老马|修桥|送药|张家口/);
      }
    });

    test("a record is said in one line without what was said", async () => {
      const line = await world.says("wang", "/谈心 东卧牛 赫书记 离婚 承诺：12月4日前回话", office, nowhere);
      expect(line).toBe("记下了 T1：11月21日 谈心 东卧牛村 赫书记。错了回“撤销”。");
    });

    test("a number of somebody's is warned of without it and without a name", async () => {
      const line = await world.says("li", "意见：找老赵13800001234", village, nowhere);
      expect(line).toBe("收到 O1\n刚才有消息里像是有私人号码，建议长按撤回。");
    });

    test("one's own things are not said in a group", async () => {
      for (const text of ["/查我的", "/退订", "/提醒 列表"]) {
        const line = await world.says("wang", text, office, nowhere);
        expect(line).not.toMatch(/王建国|等着的提醒\d/);
        expect(line.split("\n")).toHaveLength(1);
      }
    });

    test("the response of the platform carries the one line", async () => {
      const asked = world.message("sun", "/覆盖", office, { ...nowhere, answers: "response" });
      expect(await world.accept(asked)).toEqual({ answer: come });
      expect(await world.accept(asked)).toEqual({ answer: come });
    });
  });
});
