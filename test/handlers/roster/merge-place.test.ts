import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("/合并 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("a village goes into another one with its sections, records, people and groups", async () => {
    await world.says("zhou", "/谈心 东卧牛 赫书记 低保");
    await world.says("zhou", "/走访 东卧牛一社 老李家 没事");
    await world.says("li", "反映：三社的渠堵了");
    expect(await world.says("admin", "/合并 东卧牛村 西卧牛村")).toBe(
      "要把新会镇东卧牛村并入新会镇西卧牛村，跟过去的有3个社和湾、3条记录、2人、1个群。并了不能撤回，确认就回“合并”，不并回“取消”。",
    );
    expect(await world.says("admin", "合并")).toBe(
      "合并好了：东卧牛村并入西卧牛村，记录、人和群都跟过去了，说“东卧牛村”也认得。",
    );
    expect(await world.says("sun", "/覆盖 谈心")).toMatch(/^谈心 1\/4村/);
    expect(await world.says("sun", "/覆盖 走访")).toContain("社1/6");
    expect(await world.says("sun", "查 东卧牛 最近")).toContain("西卧牛村最近");
    expect(await world.says("sun", "T1")).toContain("西卧牛村");
    expect(await world.says("zhou", "/走访 东卧牛一社 老赵家 没事")).toMatch(/走访 .*一社/);
    expect(await world.says("wang", "/意见 列表")).toContain("O1");
    expect(await world.says("wang", "/谈心 西卧牛 老冯 水渠")).toContain("记下了");
    await world.says("wang", "撤销");
    // kept figures are those of the records
    const cells = await world.store.read.coverage.all();
    await world.store.write((tables) => tables.coverage.recount());
    expect(await world.store.read.coverage.all()).toEqual(cells);
  });

  test("a section is ended by going into its village; what does not fit is refused", async () => {
    await world.says("zhou", "/走访 西卧牛一社 冯家 没事");
    expect(await world.says("admin", "/合并 西卧牛一社 西卧牛村")).toContain("1条记录");
    expect(await world.says("admin", "取消")).not.toContain("合并好了");
    await world.says("admin", "/合并 西卧牛一社 西卧牛村");
    expect(await world.says("admin", "合并")).toContain("合并好了：一社并入西卧牛村");
    expect(await world.says("sun", "/覆盖 走访 西卧牛")).toContain("村1/1（本周+1） 社0/1");
    expect(await world.says("admin", "/合并 石门村 石门村")).toContain("同一个地方");
    expect(await world.says("admin", "/合并 新会镇 云湖县")).toContain("请重新导入");
    expect(await world.says("admin", "/合并 东卧牛村 东卧牛一社")).toContain("反过来写");
    expect(await world.says("admin", "/合并 石门村 东卧牛一社")).toContain("不是一级");
    expect(await world.says("sun", "/合并 石门村 柳河村")).toContain("要管理员才能用");
    expect(await world.says("admin", "/合并 石门村 柳河村", group("office"))).not.toContain("要把");
    expect(world.toChat(direct("admin")).at(-1)).toBeDefined();
  });
});
