import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const minute = 60_000;

describe.each(engines)("what is asked, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("a number opens its card, as far as one may see it, with the words that act on it", async () => {
    await world.says("wang", "/谈心 东卧牛 赫书记 水渠淤了 问题：清淤没钱；承诺：12月4日前报镇里");
    await world.says("li", "三社电杆歪了");
    await world.says("wang", "/答复 O1 电工周一来");
    await world.passes(11 * minute);
    expect(await world.says("wang", "T1")).toBe(
      [
        "T1 谈心 11月21日 东卧牛村 赫书记",
        "水渠淤了",
        "问题：清淤没钱；承诺：12月4日前报镇里",
        "王建国记",
        "回“更正 T1”",
      ].join("\n"),
    );
    expect(await world.says("sun", "查 t1")).toContain("王建国记");
    expect(await world.says("zhou", "T1的情况")).toBe("没有您能看的 T1。发“查我的”看您记过的。");
    const [ofWang, ofLi] = [await world.says("wang", "O1呢"), await world.says("li", "我的O1啥时候给答复")];
    expect(ofWang).toContain(
      "O1 意见 11月21日 东卧牛村三社\n三社电杆歪了\n李大山，在苏州说的 · 答复了：电工周一来（11月21日）",
    );
    expect(ofWang).toContain("11月21日 王建国 答复：电工周一来\n回“答复 O1”“采纳 O1”");
    expect(ofLi).toContain("答复了：电工周一来");
    expect(await world.says("xiuying", "O1")).toContain("没有您能看的 O1");
    expect(await world.says("wang", "R1怎么样了")).toMatch(
      /^R1 提醒\n承诺到期.*\n12月4日（周五）9:00 · 王建国记 · 等着\n/,
    );
    expect(await world.says("wang", "M8")).toContain("没有您能动的 M8");
  });

  test("what accuses somebody has no card for those below", async () => {
    await world.says("li", "投诉：村会计把补贴给了他亲戚");
    expect(await world.says("wang", "O1")).toContain("没有您能看的 O1");
    expect(await world.says("sun", "O1")).toContain("把补贴给了他亲戚");
    expect(await world.says("sun", "东卧牛最近怎么样")).toContain("把补贴给了他亲戚");
    expect(await world.says("wang", "东卧牛最近怎么样")).not.toContain("补贴");
  });

  test("of a place shows the last of each kind, what waits first, or one kind in its days", async () => {
    for (const text of ["桥栏断了", "反映：井盖没了"]) await world.says("li", text);
    await world.says("wang", "/答复 O2 盖上了");
    await world.says("wang", "/走访 东卧牛三社 看了水渠");
    await world.says("wang", "/谈心 东卧牛 赫书记 修桥 时间：11月2日");
    await world.says("wang", "/谈心 东卧牛 赫书记 修路 时间：10月28日");
    for (const asked of ["东卧牛最近怎么样？", "东卧牛 最近", "看看东卧牛的情况", "/查 卧牛东 最近"])
      expect(await world.says("sun", asked)).toBe(
        [
          "东卧牛村最近",
          "谈心：",
          "T2 10月28日 东卧牛村 赫书记 修路",
          "T1 11月2日 东卧牛村 赫书记 修桥",
          "走访：",
          "V1 11月21日 东卧牛村三社 看了水渠",
          "意见：",
          "O1 11月21日 东卧牛村三社 桥栏断了（等答复）",
          "O2 11月21日 东卧牛村三社 井盖没了（答复了）",
          "更多：谈心 列表 东卧牛、走访 列表 东卧牛、意见 列表 东卧牛、征求 列表 东卧牛。看一条回它的号",
        ].join("\n"),
      );
    expect(await world.says("sun", "东卧牛 谈心 本月")).toMatch(/^东卧牛村 本月 谈心，最近的在前：\nT1 /);
    expect(await world.says("sun", "东卧牛最近谈了什么")).toMatch(/^东卧牛村 谈心，最近的在前：\nT2 .*\nT1 /);
    expect(await world.says("sun", "石门村最近有啥情况")).toBe("石门村最近没有记录。");
    expect(await world.says("wang", "西卧牛最近怎么样")).toContain("要西卧牛村或上级的干部才能看");
    expect(await world.says("li", "东卧牛最近怎么样")).toContain("只给干部看");
    expect((await world.store.read.records.mine("sandbox:sun", null, 9)).length).toBe(0);
  });

  test("what is missing is listed whole, the longest first", async () => {
    expect(await world.says("sun", "未谈的")).toMatch(/^还没谈过的村5\/5：\n/);
    await world.says("zhou", "/谈心 石门村 老马 修桥 时间：11月2日");
    await world.says("zhou", "/谈心 柳河 老马 修桥");
    const missing = await world.says("sun", "还有哪些村没谈过？");
    expect(missing).toMatch(/^还没谈过的村3\/5：/);
    expect(missing).not.toMatch(/石门|柳河/);
    for (const village of ["东卧牛", "西卧牛", "李家湾"]) await world.says("zhou", `/谈心 ${village} 老马 修桥`);
    expect(await world.says("sun", "没谈的村有哪些")).toMatch(/^都谈过了，最久的在前：\n石门村 19天前\n/);
    expect(await world.says("wang", "没走访的")).toMatch(/^您还没走过的村5\/5：/);
    for (const text of ["桥栏断了", "反映：井盖没了"]) await world.says("li", text);
    for (const asked of ["未答复的", "哪些没答复", "东卧牛没答复的", "还有哪些意见没回复？"])
      expect(await world.says("wang", asked)).toMatch(/等答复的意见2条：\nO1 [\s\S]*\nO2 /);
    expect(await world.says("sun", "未答复的 石门村")).toContain("没有等答复的意见");
    expect(await world.says("sun", "超期的")).toContain("没有超期的交办");
    expect(await world.says("sun", "谁没认领")).toMatch(/^还没认领账号的干部/);
    expect(await world.says("zhou", "谁没认领")).toContain("要书记才能看");
  });

  test("is no matter to be written down, nor is what is told asked", async () => {
    expect(await world.says("wang", "谁管低保？")).toContain("没有查到“低保”归谁管");
    expect(await world.says("li", "民政所电话多少")).toContain("没有查到“民政所”的电话");
    expect(await world.says("wang", "明年油菜补贴发多少")).toContain("这个我答不上，没有记");
    expect(await world.says("wang", "小助手 三社最近老停电", group("office"), { mentioned: true })).not.toMatch(
      /没听懂|最近没有/,
    );
    for (const text of ["三社最近老停电", "没谈成", "没答应给我家装", "明年油菜补贴发多少？"]) {
      expect(await world.says("li", text)).toContain("收到");
      await world.passes(minute);
    }
  });

  test("a villager's question of their own matter is answered with its state", async () => {
    expect(await world.says("li", "三社水管漏水，路都泡了")).toContain("O1");
    await world.passes(minute);
    await world.says("li", "反映：电杆歪了要倒");
    await world.passes("2026-11-22T10:00+08:00");
    expect(await world.says("li", "水管修好了吗")).toBe("O1 11月21日 意见 三社水管漏水，路都泡了 · 收到（第2天）");
    expect(await world.says("li", "到底啥时候给个答复")).toMatch(/^O2 .* · 收到（第2天）\nO1 /);
    await world.says("wang", "/答复 O1 周三来换管子");
    await world.says("wang", "/采纳 O2");
    expect(await world.says("li", "查我的")).toMatch(
      /O2 .* · 采纳了（11月22日）\nO1 .* · 答复了：周三来换管子（11月22日）/,
    );
    expect(await world.says("li", "水管咋样了")).toContain("答复了：周三来换管子（11月22日）\n回“不满意 O1”");
    expect(await world.says("li", "我说的事咋样了")).toContain("O1");
    // nobody else's
    expect(await world.says("xiuying", "水管修好了吗")).toContain("收到 O3");
  });

  test("我刚记的: the last five with the words that undo or mend them", async () => {
    for (const text of ["甲", "乙", "丙", "丁", "戊", "己"]) await world.says("wang", `/手记 ${text}`);
    const said = await world.says("wang", "我刚记的");
    expect(said.split("\n")).toHaveLength(6);
    expect(said).toContain("N6 11月21日 手记 己（回“撤销 N6”）");
    await world.passes(11 * minute);
    expect(await world.says("wang", "我刚才记了些啥")).toContain("N6 11月21日 手记 己（回“更正 N6”）");
    expect(world.toChat(direct("wang")).join()).not.toContain("没记上");
  });
});
