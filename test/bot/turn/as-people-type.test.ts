import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, openWorld, type World } from "../../world.ts";

const minute = 60_000;

describe.each(engines)("sentences as people type them, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("a villager's question of something else is not answered with the one matter they spoke of", async () => {
    await world.says("li", "村里那个水泵又不转了 三天没水吃");
    await world.passes(2 * minute);
    expect(await world.says("li", "我在苏州回不去 村里修路要集资多少钱")).not.toContain("水泵");
    await world.passes(2 * minute);
    expect(await world.says("li", "我前天说的水泵呢")).toMatch(/^O1 .*水泵/u);
    expect(await world.says("li", "水泵修好了吗")).toMatch(/^O1 .*水泵/u);
  });

  test("把O1转给民政所 passes it on, and 提醒全村 is not for oneself", async () => {
    await world.says("li", "低保半年没发了");
    await world.says("sun", "/登记 何敏 新会镇 岗位：干部；职务：民政所所长");
    await world.passes(2 * minute);
    expect(await world.says("wang", "把O1转给民政所")).toMatch(/O1/u);
    expect(await world.says("wang", "提醒全村明天收粮食")).not.toContain("提醒您");
  });

  test.each([
    ["记一下 明天早上八点半去镇上开会别忘了", "8:30 提醒您“去镇上开会别忘了”"],
    ["后天上午九点去县里开会别忘了", "9:00 提醒您“去县里开会”"],
    ["今天没啥事", "好。"],
    ["跟赫书记谈了谈心 主要说班子不团结", "赫书记（主要说班子不团结）"],
    ["所有提醒", "没有等着的提醒"],
    ["上周走访了几家", "没有记过走访"],
  ])("“%s” from a cadre", async (words, holds) => {
    expect(await world.says("wang", words)).toContain(holds);
  });

  test("a leave is a cadre's, and no answer to what was asked is taken for one", async () => {
    expect(await world.says("li", "我请假到周五")).not.toContain("要干部才能用");
    await world.says("wang", "/走访 东卧牛");
    expect(await world.says("wang", "请假到周五")).toContain("记下了 V1");
    expect(await world.says("wang", "请假到周五")).toContain("您休息到");
  });

  test("what is handed over in a sentence is read back, and stays with whoever is named", async () => {
    expect(await world.says("sun", "把三社路灯的事交给周明 12月4日前办好")).toContain("交出去吗？①交 ②不交");
    expect(await world.says("sun", "1")).toMatch(/J1：三社路灯.*周明，12月4日/u);
    for (const words of ["J1 不办行不行？", "J1 不办理会怎样", "J1 别办砸了", "J1 不办了 行吗"])
      expect(await world.says("sun", words)).not.toContain("撤回了");
    expect(await world.says("sun", "J1 不用办了 和别的重复")).toContain("J1 撤回了");
  });

  test("words behind a number that mean nothing to it are said to be not understood", async () => {
    await world.says("wang", "/提醒 明天9点 开会");
    await world.says("wang", "/走访 三社老李家 屋顶漏");
    expect(await world.says("wang", "R1 换成10点半")).toContain("10:30");
    expect(await world.says("wang", "V1 补充 井泵型号是QJ10")).toContain("QJ10");
    expect(await world.says("wang", "C9 提前到周四截止")).toContain("没听懂");
  });

  test("what was wrong with the day, and what is to come back", async () => {
    await world.says("wang", "/谈心 东卧牛 赫书记 低保");
    expect(await world.says("wang", "不对 是前天聊的")).toContain("11月19日");
    await world.passes(minute);
    await world.says("wang", "撤销 T1");
    expect(await world.says("wang", "刚那个恢复一下")).toContain("T1");
  });
});
