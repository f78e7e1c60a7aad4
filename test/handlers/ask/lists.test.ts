import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("a list on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  const numbers = (text: string) => [...text.matchAll(/^(?:\S+镇 )?([A-Z]\d+) /gm)].map(([, number]) => number);

  test("goes on page by page, in whatever words, and says when it ends", async () => {
    for (let at = 1; at <= 23; at++) await world.says("li", `反映：${at}号电杆歪了`);
    const first = await world.says("wang", "/意见 列表");
    expect(first).toMatch(
      /^等答复的意见23条（第1\/3页）：\nO1 11月21日 东卧牛村三社 1号电杆歪了 李大山，在苏州（等答复）\n/,
    );
    expect(first).toContain("后面还有，回“更多”或“第3页”。");
    expect(numbers(await world.says("wang", "更多"))).toEqual(Array.from({ length: 10 }, (_, at) => `O${at + 11}`));
    const last = await world.says("wang", "/更多");
    expect(numbers(last)).toEqual(["O21", "O22", "O23"]);
    expect(last).not.toContain("更多");
    expect(await world.says("wang", "更多")).toBe("没有更多了。");
    expect(numbers(await world.says("wang", "/更多 第2页"))).toContain("O11");
    expect(numbers(await world.says("wang", "第三页"))).toContain("O21");
    expect(numbers(await world.says("wang", "看第2页"))).toContain("O11");
    expect(numbers(await world.says("wang", "/意见 列表 第三页"))).toEqual(["O21", "O22", "O23"]);
    // somebody else looks at none, nor does this one an hour later
    expect(await world.says("zhou", "更多")).toContain("现在没有在看的列表");
    world.waits("2026-11-21T11:01:00+08:00");
    expect(await world.says("wang", "更多")).toContain("现在没有在看的列表");
  });

  test("asked for in a group is read privately and goes on there", async () => {
    for (let at = 1; at <= 11; at++) await world.says("li", `反映：${at}号电杆歪了`);
    expect(await world.says("wang", "/意见 列表", group("office"))).toBe("");
    expect(numbers(world.toChat(direct("wang")).at(-1) ?? "")).toHaveLength(10);
    expect(numbers(await world.says("wang", "更多"))).toEqual(["O11"]);
  });

  test("of talks is narrowed down by place, days and person, and refuses what it does not understand", async () => {
    await world.says("zhou", "/谈心 西卧牛 老马 修桥 时间：11月3日");
    await world.says("zhou", "/谈心 东卧牛 赫书记 低保 时间：昨天");
    await world.says("wang", "/谈心 东卧牛 陈大爷 路灯");
    expect(numbers(await world.says("sun", "/谈心 列表"))).toEqual(["T3", "T2", "T1"]);
    expect(numbers(await world.says("sun", "/谈心 列表 东卧牛"))).toEqual(["T3", "T2"]);
    expect(numbers(await world.says("sun", "/谈心 列表 本周 东卧牛 赫书记"))).toEqual(["T2"]);
    expect(await world.says("sun", "/谈心 列表 11月3日")).toContain("T1 11月3日 西卧牛村 老马 修桥");
    expect(await world.says("sun", "/谈心 列表 上月")).toBe("上月 没有记过谈心。");
    expect(await world.says("sun", "/谈心 列表 东卧牛 老马 老赵")).toContain("没听懂“老赵”，没列");
    // cadres read their own
    expect(await world.says("wang", "/谈心 列表")).toMatch(/^您记的谈心，最近的在前：\nT3 /);
    expect(numbers(await world.says("zhou", "/谈心 列表 东卧牛"))).toEqual(["T2"]);
    expect((await world.store.read.records.mine("sandbox:sun", null, 9)).length).toBe(0);
  });

  test("of visits shows of a delicate one that it was, and no words of it", async () => {
    await world.says("zhou", "/走访 东卧牛三社 屋顶漏雨没钱修 类别：困难户");
    await world.says("zhou", "/走访 西卧牛 井台修好了");
    const said = await world.says("sun", "/走访 列表");
    expect(said).toContain("V2 11月21日 西卧牛村 井台修好了");
    expect(said).toMatch(/^V1 11月21日 东卧牛村三社$/m);
  });

  test("of opinions is that of the place that is said, where one may read it", async () => {
    await world.says("li", "三社电杆歪了");
    await world.says("zhou", "意见：西卧牛桥栏断了");
    expect(await world.says("sun", "/意见 列表 西卧牛")).toMatch(
      /^西卧牛村没有等答复的意见。|^西卧牛村等答复的意见1条：/,
    );
    expect(await world.says("sun", "/意见 列表 东卧牛")).toMatch(/^东卧牛村等答复的意见1条：\nO1 /);
    expect(await world.says("wang", "/意见 列表 西卧牛")).toContain("西卧牛村的意见要西卧牛村或上级的干部来做");
    expect(await world.says("sun", "/意见 列表 没有的话")).toContain("没听懂“没有的话”，没列");
  });
});
