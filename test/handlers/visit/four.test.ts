import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("four ways of going down on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("each is a visit of its kind, and /四下 counts them", async () => {
    expect(await world.says("zhou", "/现场 石门 桥面裂了 看了桥")).toContain("现场 石门村");
    await world.says("zhou", "/调研 东卧牛 种粮补贴发放");
    await world.says("zhou", "/宣讲 东卧牛 医保缴费");
    await world.says("zhou", "/宣讲 石门 医保缴费 时间：10月8日");
    await world.says("zhou", "/走访 东卧牛三社 老李家 没事");
    expect(await world.says("zhou", "/四下")).toBe("四下 您 本月：信访接待0 现场办公1 调查研究1 政策宣传1；其他走访1");
    expect(await world.says("sun", "/四下 今年")).toBe(
      "四下 新会镇 今年：信访接待0 现场办公1 调查研究1 政策宣传2；其他走访1",
    );
    expect(await world.says("sun", "/四下 石门 上个月")).toContain(
      "四下 石门村 上个月：信访接待0 现场办公0 调查研究0 政策宣传1",
    );
    expect(await world.says("sun", "/四下 石门 胡说")).toContain("没听懂“胡说”");
    expect(await world.says("admin", "/四下")).toContain("一次看一个镇");
    expect(await world.says("sun", "/覆盖 走访")).toMatch(/^走访 2\/5村/);
    await world.says("zhou", "撤销");
    expect(await world.says("sun", "/四下")).toContain("其他走访0");
  });

  test("a reception is sealed and said in no group", async () => {
    expect(await world.says("zhou", "/接访 石门 老马 桥的事", group("office"))).toBe("");
    expect(world.toChat(direct("zhou")).at(-1)).toBe("这类走访只能私聊我记，不在群里说。");
    expect(await world.says("zhou", "/接访 石门 老马 桥的事")).toBe(
      "记下了 V1：11月21日 接访 石门村。内容加密存了，只有您和上级看得到。错了回“撤销”。",
    );
    const [row] = await world.store.read.records.mine("sandbox:zhou", null, 1);
    expect(row).toMatchObject({ sensitive: 1, sealed: 1, with_name: "" });
    expect(`${row?.text}${row?.fields}`).not.toMatch(/桥|老马|接访/);
    expect(await world.says("sun", "/四下")).toContain("信访接待1");
    expect(await world.says("zhou", "V1")).toContain("老马，桥的事");
  });

  test("is for those who work above the village; a unit is visited like a household", async () => {
    expect(await world.says("wang", "/接访 东卧牛 老马 桥的事")).toContain("“接访”是镇上和镇以上干部下来做的");
    expect(await world.says("wang", "/走访 东卧牛 老马 桥的事")).toContain("记下了");
    expect(await world.says("zhou", "/走访 石门 红星砖厂 消防通道堵了")).toContain("石门村");
    expect(await world.says("zhou", "V2")).toContain("红星砖厂");
    expect(await world.says("li", "/四下")).toContain("要干部才能用");
  });
});
