import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  const office = group("office");
  const ask = () => world.says("zhou", "/谈心 卧牛 老马 修桥");
  const which = "“卧牛”有好几个，是哪个？①新会镇东卧牛村 ②新会镇西卧牛村";
  const west = "谈心 西卧牛村 老马（修桥）";

  describe("a question that waits", () => {
    test.each(["②", "2", "２", "新会镇西卧牛村", "西卧牛", "第二个", "2、", "②西卧牛村", "新會鎮西臥牛村"])(
      "is answered by %s",
      async (answer) => {
        expect(await ask()).toBe(which);
        expect(await world.says("zhou", answer)).toContain(west);
      },
    );

    test("is not answered by another account, nor in another chat", async () => {
      await ask();
      expect(await world.says("wang", "②", direct("zhou"))).not.toContain(west);
      expect(await world.says("zhou", "②", office)).toBe("");
      expect(await world.says("zhou", "②")).toContain(west);
    });

    test("about a record is put aside after half an hour, and is gone on with", async () => {
      await ask();
      await world.passes(29 * 60_000);
      expect(world.toChat(direct("zhou")).at(-1)).toBe(which);
      await world.passes(60_000);
      expect(world.toChat(direct("zhou")).at(-1)).toBe("刚才那条谈心没记完，接着记回“接着”。");
      expect(await world.says("zhou", "②")).not.toContain(west);
      expect(await world.says("zhou", "接着")).toBe(which);
      expect(await world.says("zhou", "②")).toContain(west);
      expect(await world.says("zhou", "接着")).toBe("没有没记完的。");
    });

    test("about anything else is over after ten minutes", async () => {
      expect(await world.says("sun", "/简报 设置")).toContain("几点发");
      await world.passes(10 * 60_000);
      expect(await world.says("sun", "7:50")).not.toContain("简报定在");
    });

    test("is answered once", async () => {
      await ask();
      await world.says("zhou", "②");
      expect(await world.says("zhou", "①")).not.toContain("东卧牛村");
    });

    test("ends with 取消, and nothing is kept", async () => {
      await ask();
      expect(await world.says("zhou", "取消")).toBe("好，不记了。");
      expect(await world.says("zhou", "②")).not.toContain(west);
      expect(await world.says("zhou", "查我的")).toContain("没有记过您的话");
    });

    test.each(["算了", "不用了。"])("ends with %s too", async (word) => {
      await ask();
      expect(await world.says("zhou", word)).toBe("好，不记了。");
      expect(await world.says("zhou", "②")).not.toContain(west);
    });

    test("cannot be skipped when it must be answered", async () => {
      await ask();
      expect(await world.says("zhou", "跳过")).toContain("跳不过");
      expect(await world.says("zhou", "西卧牛")).toContain(west);
    });

    test("belongs to the form it was asked for", async () => {
      expect(await world.says("sun", "/简报 设置")).toBe("每天几点发？例：7:50");
      expect(await world.says("sun", "7:50")).toContain("简报定在工作日7:50");
    });

    test("may be skipped when the answer is no must", async () => {
      expect(await world.says("li", "/意见")).toBe("想说什么事？");
      expect(await world.says("li", "跳过")).toMatch(/^缺想说的事，没记/);
      expect(await world.says("li", "跳过")).toBe("现在没有在问您什么。");
    });

    test("gives way to another command", async () => {
      expect(await world.says("zhou", "/谈心")).toBe("哪个村？跟谁谈的？谈了什么？（不想说回“跳过”）");
      const help = await world.says("zhou", "/帮助");
      expect(help).toMatch(/^刚才那条谈心没记完，接着记回“接着”。/);
      expect(help).toContain("记谈心");
      expect(await world.says("zhou", "柳河")).not.toContain("记下了");
    });

    test("asked in a group with a private way waits there for its answer", async () => {
      expect(await world.says("zhou", "/谈心 卧牛 老马 修桥", office)).toBe("");
      expect(world.toChat(direct("zhou")).at(-1)).toBe(which);
      expect(await world.says("zhou", "②")).toContain(west);
    });

    test("asked in a group without one waits in the group, for that account", async () => {
      const only = { privately: null };
      expect(await world.says("zhou", "/谈心 卧牛 老马 修桥", office, only)).toBe(which);
      expect(await world.says("wang", "②", office, only)).toBe("");
      expect(await world.says("zhou", "今天下雨", office, only)).toBe("");
      expect(await world.says("zhou", "②", office, only)).toContain("谈心 西卧牛村 老马");
    });
  });

  describe("what is missing", () => {
    test("is asked one by one, at most three times", async () => {
      expect(await world.says("zhou", "/提醒")).toContain("什么时候提醒");
      expect(await world.says("zhou", "不晓得")).toContain("什么时候提醒");
      expect(await world.says("zhou", "还是不晓得")).toContain("什么时候提醒");
      expect(await world.says("zhou", "真不晓得")).toMatch(/没记.*例：\/提醒 明天9点/);
    });

    test("is all of it when only the name was said, also for a village cadre", async () => {
      const all = "跟谁谈的？谈了什么？（不说村就记东卧牛村，不想说回“跳过”）";
      expect(await world.says("wang", "/谈心")).toBe(all);
      expect(await world.says("wang", "东卧胖的事")).toBe("跟谁谈的？（不想说回“跳过”）");
      expect(await world.says("wang", "赫书记")).toContain("谈心 东卧牛村 赫书记（东卧胖的事）");
      expect(await world.says("wang", "/谈心")).toBe(all);
      expect(await world.says("wang", "跳过")).toBe("记下了 T2：11月21日 谈心 东卧牛村。错了回“撤销”。");
      expect(await world.says("wang", "/谈心")).toBe(all);
      expect(await world.says("wang", "赫书记 低保、路灯")).toContain("谈心 东卧牛村 赫书记（低保、路灯）");
      expect(await world.says("wang", "/走访")).toContain("看到、听到什么？（不说村就记东卧牛村");
      expect(await world.says("wang", "三社 屋顶漏")).toContain("走访 东卧牛村三社（屋顶漏）");
    });

    test("is taken from one answer as far as it goes", async () => {
      await world.says("wang", "/谈心");
      expect(await world.says("wang", "东卧牛 赫书记 低保")).toContain("谈心 东卧牛村 赫书记（低保）");
      await world.says("zhou", "/提醒");
      expect(await world.says("zhou", "明天9点开会")).toContain("提醒您“开会”");
    });

    test("is filled in from the answers", async () => {
      await world.says("zhou", "/提醒");
      expect(await world.says("zhou", "明天9点")).toBe("提醒什么事？");
      expect(await world.says("zhou", "交材料")).toContain("记下了 R1：11月22日（周日）9:00 提醒您“交材料”");
    });
  });

  describe("a name that sounds like a command", () => {
    test("is asked about and carried out by 。", async () => {
      expect(await world.says("wang", "/谈新 东卧牛 赫书记 低保")).toBe("是要 /谈心 吗？回“。”就是。");
      expect(await world.says("wang", "。")).toContain("谈心 东卧牛村 赫书记（低保）");
    });

    test("is carried out by 是的 too", async () => {
      await world.says("wang", "/谈新 东卧牛 赫书记 低保");
      expect(await world.says("wang", "是的")).toContain("谈心 东卧牛村 赫书记（低保）");
    });

    test("is asked about privately from a group", async () => {
      expect(await world.says("wang", "/谈新 东卧牛 赫书记 低保", office)).toBe("");
      expect(world.toChat(direct("wang")).at(-1)).toBe("是要 /谈心 吗？回“。”就是。");
    });

    test("keeps the labelled fields", async () => {
      await world.says("wang", "/谈新 东卧牛 赫书记 低保 承诺：12月4日前修好路灯");
      expect(await world.says("wang", "。")).toContain("承诺1条，12月4日");
    });
  });

  test("a command that does not exist yet is no opinion", async () => {
    const town = await openWorld({ engine });
    expect(await town.says("li", "删我的")).toBe(
      "“删我的”我还不会。刚说的回“撤销”，以前的请找村干部。发“帮助”看我会什么。",
    );
    expect(await town.store.read.records.mine("sandbox:li", null, 5)).toEqual([]);
    await town.close();
  });
});
