import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const minute = 60_000;

describe.each(engines)("what was just written is put right, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  const last = async (who: string) => (await world.store.read.records.mine(`sandbox:${who}`, null, 9))[0];
  const count = async (who: string) => (await world.store.read.records.mine(`sandbox:${who}`, null, 99)).length;

  test("village, person, day and words of a talk, from what to what, and its place in the coverage", async () => {
    await world.says("zhou", "/谈心 东卧牛 赫书记 水渠淤了 问题：没钱清淤");
    for (const [said, answer] of [
      ["写错了 是西卧牛", "T1 更正了：“东卧牛村”改成“西卧牛村”。错了回“撤销”。"],
      ["日期是前天", "T1 更正了：“11月21日”改成“11月19日”。错了回“撤销”。"],
      ["不是水渠，是机井", "T1 更正了：“水渠淤了”改成“机井淤了”。错了回“撤销”。"],
      ["不是赫书记，是老马", "T1 更正了：“赫书记”改成“老马”。错了回“撤销”。"],
      ["没钱清淤改成没人清淤", "T1 更正了：“没钱清淤”改成“没人清淤”。错了回“撤销”。"],
      ["应该是昨天", "T1 更正了：“11月19日”改成“11月20日”。错了回“撤销”。"],
      ["补充：下月再来看", "T1 更正了：补了“下月再来看”。错了回“撤销”。"],
      ["记错了，村是李家湾", "T1 更正了：“西卧牛村”改成“李家湾村”。错了回“撤销”。"],
    ] as const)
      expect([said, await world.says("zhou", said)]).toEqual([said, answer]);
    expect(await last("zhou")).toMatchObject({ place_id: "李家湾村", day: "2026-11-20", with_name: "老马" });
    expect((await last("zhou"))?.text).toBe("机井淤了\n下月再来看");
    expect(await world.says("sun", "未谈的")).not.toContain("李家湾");
    expect(await world.says("sun", "未谈的")).toContain("东卧牛");
    expect(await world.says("zhou", "撤销")).toContain("撤销了 T1");
    expect(await last("zhou")).toMatchObject({ place_id: "西卧牛村" });
    expect(await world.says("sun", "未谈的")).toContain("李家湾");
    expect(await count("zhou")).toBe(1);
  });

  test("what is only said to be wrong is asked about, and the answer mends it", async () => {
    await world.says("wang", "/走访 东卧牛三社 看了路灯");
    expect(await world.says("wang", "打错了")).toBe(
      "哪里错了？V1（东卧牛 看了路灯）。直接说对的，如“日期是昨天”“不是路灯，是水管”；不要这条了回“撤销”。",
    );
    expect(await world.says("wang", "不是路灯，是水管")).toContain("“看了路灯”改成“看了水管”");
    await world.says("wang", "写错了");
    expect(await world.says("wang", "二社")).toBe("V1 更正了：“三社”改成“二社”。错了回“撤销”。");
    await world.says("wang", "错了");
    expect(await world.says("wang", "看了井台")).toBe("V1 的哪里？①内容改成“看了井台” ②人改成“看了井台”");
    expect(await world.says("wang", "①")).toContain("“看了水管”改成“看了井台”");
    expect(await world.says("wang", "写错了 是西卧牛")).toContain("西卧牛村的走访要西卧牛村或上级的干部来做");
    expect(await world.says("wang", "不是水泵，是水塔")).toBe("V1 里没有“水泵”，没改。现在是：看了井台");
    expect(await count("wang")).toBe(1);
  });

  test("a villager's opinion too; later, or of nobody, it is no correction", async () => {
    expect(await world.says("li", "写错了")).toContain("十分钟内没有您刚记的");
    await world.says("li", "三社路灯不亮");
    expect(await world.says("li", "不是路灯，是水管")).toBe(
      "O1 更正了：“三社路灯不亮”改成“三社水管不亮”。错了回“撤销”。",
    );
    expect(await world.says("li", "补充一下，地上全是水")).toContain("补了“地上全是水”");
    // what is said of the matter is said, and corrects nothing
    expect(await world.says("li", "应该是上游化工厂排的")).toContain("收到 O2");
    expect(await world.says("li", "补充：王建国把修路的钱贪污了")).toContain("O2 更正了：补上了");
    expect(await world.says("wang", "/意见 列表")).not.toContain("O2");
    expect(await world.says("sun", "/意见 列表")).toContain("O2");
    await world.passes(11 * minute);
    expect(await world.says("li", "不是水管，是水表")).toContain("收到 O3");
    expect(await world.says("li", "更正 O1 水管改成水表")).toContain("改成“三社水表不亮”");
    expect(await world.says("xiuying", "更正 O1 算了")).toContain("没有您记的这一条");
  });

  test("in other words it is taken back, done, and found wanting", async () => {
    await world.says("wang", "/谈心 东卧牛 赫书记 低保");
    await world.says("wang", "/走访 东卧牛三社 看了路灯");
    expect(await world.says("wang", "删掉刚才那条")).toContain("撤销了 V1");
    expect(await world.says("wang", "要回来吧")).toContain("恢复了 V1");
    for (const [said, answer] of [
      ["撤上一条", "撤销了 V1"],
      ["撤销T1吧", "撤销了 T1"],
    ] as const)
      expect(await world.says("wang", said)).toContain(answer);
    for (const done of ["弄好了", "已经办了", "搞定"]) {
      await world.says("wang", "/提醒 半小时后 交表");
      await world.passes(31 * minute);
      expect(await world.says("wang", done)).toContain("记作办好了");
    }
    expect(await world.says("wang", "小助手 刚才那条作废", group("office"), { mentioned: true })).not.toContain(
      "要记成",
    );
    expect(await count("wang")).toBe(0);
  });

  test("还没修 after an answer opens it again and is told to whoever answered", async () => {
    await world.says("li", "三社路灯不亮");
    await world.passes(60_000);
    expect(await world.says("li", "还没修好呢，都半年了")).toContain("收到 O2");
    await world.says("wang", "/答复 O1 昨天修好了");
    expect(await world.says("li", "还没修，还是黑的")).toBe("O1 记下了不满意，重新等答复，告诉答复的人了。");
    expect(world.toChat(direct("wang")).at(-1)).toContain("O1“三社路灯不亮”答复以后本人不满意：还没修，还是黑的");
    expect(await world.says("li", "查我的")).toContain("O1 11月21日 意见 三社路灯不亮 · 收到（第1天）");
    expect(await world.says("wang", "未答复的")).toContain("O1");
    expect(await world.says("xiuying", "/不满意 O1")).not.toContain("记下了");
    expect(await count("li")).toBe(2);
  });
});
