import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("talks on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  const office = group("office");
  const low = "/谈心 东卧牛 赫书记 低保、路灯 承诺：12月4日前修好路灯";

  describe("/谈心", () => {
    test("answers privately in full and in the group in one line without what was said", async () => {
      const inGroup = await world.says("wang", low, office);
      expect(inGroup).toBe("记下了 T1：11月21日 谈心 东卧牛村 赫书记。错了回“撤销”。");
      expect(world.toChat(direct("wang")).at(-1)).toBe(
        "记下了 T1：11月21日 谈心 东卧牛村 赫书记（低保、路灯）。承诺1条，12月4日（周五）18:00前，到时提醒您。错了回“撤销”。",
      );
    });

    test("typed once more within two minutes is the same record", async () => {
      await world.says("wang", low, office);
      expect(await world.says("wang", low, office)).toBe("刚才已记 T1。");
    });

    test("links the person on the roster and keeps the words", async () => {
      await world.says("wang", low);
      const [record] = await world.store.read.records.mine("sandbox:wang", null, 1);
      expect(record).toMatchObject({ with_name: "赫书记", text: "低保、路灯", day: "2026-11-21" });
      expect((await world.store.read.people.get(record?.with_person_id ?? ""))?.name).toBe("赫振山");
    });

    test("that somebody else wrote down too is asked about of the second alone, joined, and counts once", async () => {
      const cells = async () => {
        const all = await world.store.read.coverage.at("talk", ["东卧牛村"], "");
        return all.map(({ count }) => Number(count));
      };
      await world.says("zhou", "/谈心 东卧牛 赫书记 低保和路灯");
      expect(await world.says("wang", "/谈心 东卧牛 赫书记 路灯", office)).not.toContain("周明");
      expect(world.toChat(direct("wang")).at(-1)).toBe(
        "记下了 T2：11月21日 谈心 东卧牛村 赫书记（路灯）。周明也记了这天跟赫书记谈，和 T1 是同一次？①合并 ②分开。错了回“撤销”。",
      );
      expect(await cells()).toEqual([2]);
      expect(await world.says("wang", "1")).toBe("T2 和 T1 合起来算一次，两个人都还留着。错了回“撤销”。");
      expect(await cells()).toEqual([1]);
      expect(await world.says("wang", "/同一次 T2")).toBe("T2 已经合并了。");
      for (const who of ["zhou", "wang"]) expect(await world.says(who, "/谈心 列表")).toContain("赫书记");
      expect(await world.says("wang", "T2")).toContain("王建国 合并：T1");
      expect(await world.says("wang", "撤销")).toContain("撤销了 T2");
      expect(await cells()).toEqual([2]);
      expect(await world.says("wang", "/同一次 T2 T1")).toContain("合起来算一次");
      // the first takes back what both had: the second's is one of its own
      expect(await world.says("zhou", "撤销 T1")).toContain("撤销了 T1");
      expect(await cells()).toEqual([1]);
      await world.store.write((tables) => tables.coverage.recount());
      expect(await cells()).toEqual([1]);
    });

    test("what was asked about is left alone by 分开, by 不是 and by anything else that is said", async () => {
      await world.says("zhou", "/谈心 东卧牛 赫书记 低保和路灯");
      for (const [said, answer] of [
        ["分开", "好，T2 单独算一次。"],
        ["不是", "好。"],
        ["查我的", /最近记的/],
      ] as const) {
        expect(await world.says("wang", "/谈心 东卧牛 赫书记 路灯")).toContain("①合并 ②分开");
        expect(await world.says("wang", said)).toMatch(answer);
        expect(await world.says("wang", "1")).not.toContain("合起来");
        const [{ number } = { number: 0 }] = await world.store.read.records.mine("sandbox:wang", null, 1);
        expect(await world.says("wang", `撤销 T${number}`)).toContain("撤销了 T");
      }
      for (const said of ["是", "是同一次", "对的"]) {
        const [, made = ""] = /(T\d+)/.exec(await world.says("wang", "/谈心 东卧牛 赫书记 路灯")) ?? [];
        expect(await world.says("wang", said)).toMatch(/合起来算一次/);
        await world.says("wang", `撤销 ${made}`);
        expect(await world.says("wang", `撤销 ${made}`)).not.toContain("合并");
      }
      for (const other of ["东卧牛 赫书记 修渠 时间：昨天", "东卧牛三社 赫书记 修渠", "东卧牛 老马 修渠"])
        expect(await world.says("wang", `/谈心 ${other}`)).not.toContain("同一次");
      expect(await world.says("zhou", "/谈心 东卧牛 赫书记 又谈了水渠")).not.toContain("同一次");
      expect(await world.says("zhou", "/同一次 T1")).toContain("没找到别人记的");
      expect(await world.says("wang", "/同一次 T1")).not.toContain("合起来");
    });

    test("makes a reminder of a dated promise", async () => {
      await world.says("wang", low);
      expect(await world.says("wang", "/提醒 列表")).toContain(
        "R1 12月4日（周五）9:00 承诺到期：东卧牛村赫书记，修好路灯（T1）",
      );
    });

    test("takes a sentence for what was said, not for a name", async () => {
      expect(await world.says("zhou", "/谈心 东卧牛 今天聊了低保和路灯")).toContain("跟谁谈的？");
      expect(await world.says("zhou", "赫书记")).toContain("谈心 东卧牛村 赫书记（聊了低保和路灯）");
      expect(await world.says("zhou", "撤销")).toContain("撤销了");
    });

    test("of two villages is asked about: one record for each, or one of them", async () => {
      expect(await world.says("zhou", "/谈心 东卧牛、柳河 老马 修路")).toBe(
        "说了东卧牛村、柳河村，分开记吗？①两条 ②只记东卧牛村 ③只记柳河村",
      );
      const both = await world.says("zhou", "①");
      for (const village of ["东卧牛村", "柳河村"]) expect(both).toContain(`谈心 ${village} 老马（修路）`);
      expect(await world.says("zhou", "撤销")).toMatch(/^撤销了 .*、.*。/);
      await world.says("zhou", "/谈心 石门和李家湾 老马 修桥");
      expect(await world.says("zhou", "③")).toContain("谈心 李家湾村 老马（修桥）");
      expect(await world.says("zhou", "撤销")).toContain("撤销了");
      await world.says("zhou", "/谈心 石门和李家湾 老马 修塘");
      expect(await world.says("zhou", "各记一条吧")).toMatch(/石门村 老马（修塘）.*李家湾村 老马（修塘）/su);
      expect(await world.says("zhou", "撤销")).toContain("也撤销吗");
      expect(await world.says("zhou", "是")).toMatch(/^撤销了 .*、.*。/);
      expect(await world.says("zhou", "/谈心 东卧牛、三社 赫书记 都谈了")).not.toContain("没记");
      expect(await world.says("zhou", "撤销")).toContain("撤销了");
    });

    test("outside the own place is refused and noted", async () => {
      expect(await world.says("wang", "/谈心 柳河 老马 修桥")).toContain("您的岗位在东卧牛村");
      expect(await world.store.read.audit.of("谈心")).toMatchObject([
        { account: "sandbox:wang", action: "refused", detail_sealed: null },
      ]);
      expect(await world.says("sun", "/群 推送 abc")).toBe("“群 推送”要管理员才能用。请找管理员。");
    });

    test("takes the day it happened on", async () => {
      expect(await world.says("wang", "/谈心 东卧牛 王秀英 宅基地 时间：昨天")).toContain(
        "11月20日 谈心 东卧牛村 王秀英（宅基地）",
      );
    });

    test("asks which village when two are meant, and goes on with the answer", async () => {
      expect(await world.says("zhou", "/谈心 卧牛 老马 修桥")).toBe(
        "“卧牛”有好几个，是哪个？①新会镇东卧牛村 ②新会镇西卧牛村",
      );
      expect(await world.says("zhou", "②")).toContain("谈心 西卧牛村 老马（修桥）");
    });

    test("asks which village when none is said, one-to-one", async () => {
      expect(await world.says("zhou", "/谈心 老马 低保")).toBe("哪个村？");
      expect(await world.says("zhou", "东卧牛")).toContain("谈心 东卧牛村 老马（低保）");
      expect(await world.says("zhou", "/谈心 赫书记 低保")).toContain("谈心 东卧牛村 赫书记（低保）");
    });

    test("asks in one line what is missing, which can be skipped", async () => {
      expect(await world.says("zhou", "/谈心 石门")).toBe("跟谁谈的？谈了什么？（不想说回“跳过”）");
      expect(await world.says("zhou", "老石")).toMatch(/^记下了 T\d+：11月21日 谈心 石门村 老石。错了回“撤销”。$/);
      await world.says("zhou", "/谈心 石门 修桥");
      expect(await world.says("zhou", "跳过")).toMatch(/^记下了 T\d+：11月21日 谈心 石门村（修桥）。错了回“撤销”。$/);
    });

    test("records in a group also without words", async () => {
      expect(await world.says("zhou", "/谈心 石门 老石", office)).toContain("谈心 石门村 老石。");
    });

    test("asks nothing more when a field says it", async () => {
      expect(await world.says("zhou", "/谈心 石门 老石 问题：桥面裂")).toContain("谈心 石门村 老石。");
    });

    test("says, after a line in a group, how to write it in one line", async () => {
      expect(await world.says("zhou", "/谈心 老马 低保", office)).toBe("");
      expect(world.toChat(direct("zhou")).at(-1)).toMatch(/^一行写完，例：\/谈心 东卧牛/);
      const nowhere = { privately: null };
      expect(await world.says("zhou", "/谈心 老马 低保", office, nowhere)).toMatch(/^一行写完，例：\/谈心 东卧牛/);
    });

    test("is refused to villagers, privately, with the role it takes", async () => {
      expect(await world.says("li", "/谈心 东卧牛 赫书记 低保")).toContain("“谈心”要干部才能用");
    });

    test("is refused outside the own place", async () => {
      expect(await world.says("wang", "/谈心 柳河 老马 修桥")).toBe(
        "您的岗位在东卧牛村，柳河村的谈心要柳河村或上级的干部来做。",
      );
    });

    test("is refused in a villagers' group", async () => {
      expect(await world.says("wang", "/谈心 东卧牛 赫书记 低保", group("village"))).toBe("");
      expect(world.toChat(direct("wang")).at(-1)).toContain("“谈心”请私聊我，或在工作群里用。");
    });

    test("names a village nobody knows instead of guessing", async () => {
      expect(await world.says("zhou", "/谈心 张家口村 老马 修桥")).toContain("没有找到“张家口村”");
    });
  });

  describe("撤销", () => {
    test("takes back the talk, its reminder and its place in the coverage", async () => {
      const before = await world.says("sun", "/覆盖 谈心");
      await world.says("zhou", "/谈心 柳河 老柳 承诺：12月5日前回话");
      expect(await world.says("sun", "/覆盖 谈心")).not.toBe(before);
      expect(await world.says("zhou", "撤销")).toMatch(/^撤销了 T\d+（.*），它的1条提醒也取消了。要回来回“恢复”。$/);
      expect(await world.says("sun", "/覆盖 谈心")).toBe(before);
      expect(await world.says("zhou", "/提醒 列表")).not.toContain("柳河");
    });

    test("says so when there is nothing to take back", async () => {
      expect(await world.says("xiuying", "撤销")).toBe("十分钟内没有可撤销的。");
    });
  });
});
