import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("what one sees and settles of oneself, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  describe("查我的", () => {
    test("says who one is and what was kept, the latest first", async () => {
      await world.says("li", "意见：三社路灯不亮", group("village"));
      await world.passes(60_000);
      await world.says("li", "井水又浑了");
      expect(await world.says("li", "查我的")).toBe(
        [
          "您是李大山，新会镇东卧牛村三社，在苏州。推送：收。",
          "最近记的：",
          "O2 11月21日 意见 井水又浑了 · 收到（第1天）",
          "O1 11月21日 意见 三社路灯不亮 · 收到（第1天）",
        ].join("\n"),
      );
    });

    test("says what became of it, that there is more, and no command that one may not use", async () => {
      await world.says("li", "井水又浑了");
      await world.says("wang", "/答复 O1 明天来修");
      expect(await world.says("li", "查我的")).toContain("O1 11月21日 意见 井水又浑了 · 答复了：明天来修（11月21日）");
      for (let number = 1; number <= 10; number++) {
        world.waits(new Date(world.now() + 120_000).toISOString());
        await world.says("li", `${number}号路灯不亮`);
      }
      const said = await world.says("li", "查我的");
      expect(said).not.toContain("O1 ");
      expect(said).toContain("后面还有，回“更多”。");
      expect(await world.says("li", "更多")).toContain("O1 11月21日");
      await world.says("zhou", "/提醒 李大山 明天10点 交表");
      await world.says("wang", "/提醒 明天10点 交表");
      expect(await world.says("li", "查我的")).not.toContain("/提醒 列表");
      expect(await world.says("wang", "查我的")).toContain("等着的提醒1条，发“/提醒 列表”看。");
    });

    test("shows nothing of a sensitive visit but its number", async () => {
      await world.says("wang", "/走访 东卧牛三社 屋顶漏雨没钱修 类别：困难户");
      const mine = await world.says("wang", "查我的");
      expect(mine).toMatch(/V1 11月21日 走访$/m);
      expect(mine).not.toMatch(/屋顶|困难户/);
    });

    test("tells a stranger that nothing is known", async () => {
      expect(await world.says("stranger", "查我的")).toBe("我还不知道您是谁。\n没有记过您的话。");
    });

    test("answers nobody else's question, and not in a group", async () => {
      await world.says("li", "井水又浑了");
      expect(await world.says("xiuying", "查我的")).not.toContain("井水");
      expect(await world.says("li", "/查我的", group("village"))).not.toContain("井水");
    });
  });

  describe("退订", () => {
    test("stops what waits already and what comes later, on every account of the person, until 订阅", async () => {
      await world.says("zhou", "/提醒 半小时后 交表");
      await world.store.write((tables) =>
        tables.outbox.add({
          ...{ target: "sandbox:town:direct:zhou", cause: "held", purpose: "push", text: "等早上" },
          ...{ now: world.now(), holdUntil: world.now() + 60_000 },
        }),
      );
      expect(await world.says("zhou", "退订")).toContain("不给您推送了");
      await world.passes(60 * 60_000);
      expect(world.toChat(direct("zhou")).join()).not.toMatch(/等早上|【提醒】/);
      expect(await world.says("zhou", "查我的")).toContain("推送：退订了");
      expect(await world.says("zhou", "/谈心 柳河 老马 修桥")).toContain("记下了 T1");
      expect(await world.says("zhou", "订阅")).toBe("好，推送恢复了。");
      expect(await world.says("zhou", "查我的")).toContain("推送：收");
    });

    test("works without a sign and with other words around it only when it stands alone", async () => {
      expect(await world.says("li", "退订。")).toContain("不给您推送了");
      expect(await world.says("xiuying", "怎么退订电视费")).not.toContain("不给您推送了");
    });

    test("as the very first word of an unlisted account holds", async () => {
      expect(await world.says("stranger", "退订")).toContain("不给您推送了");
      expect((await world.store.read.accounts.get("sandbox:stranger"))?.unsubscribed_at).toBe(world.now());
      await world.says("stranger", "你好");
      expect((await world.store.read.accounts.get("sandbox:stranger"))?.unsubscribed_at).toBe(world.now());
    });
  });

  test.each(["退定", "/退定"])("%s is 退订 misspelled", async (word) => {
    expect(await world.says("li", word)).toContain("从现在起不给您推送了");
  });

  test.each(["撤消", "撤回"])("%s is 撤销 misspelled, also in the group where the record was made", async (word) => {
    await world.says("wang", "/谈心 东卧牛 赫书记 低保", group("office"));
    expect(await world.says("wang", `/${word}`, group("office"))).toContain("撤销了 T1");
  });
});
