import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, openWorld, type World } from "../../world.ts";

describe.each(engines)("/覆盖 图 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("draws what /覆盖 says: for a secretary of all, for a cadre of the own records, which it says", async () => {
    await world.says("wang", "/谈心 东卧牛 王秀英 宅基地");
    const text = await world.says("sun", "/覆盖");
    expect(await world.says("sun", "/覆盖 图")).toBe(`${text}\n［图］`);
    expect(await world.says("wang", "/覆盖 图 谈心")).toContain("［图］");
    const [whole, own] = world.drawn;
    expect(whole?.blocks.map(({ is }) => is)).toEqual(["squares", "bars"]);
    expect(whole?.about).toBeUndefined();
    expect(own?.about).toBe("只算您自己记的");
    expect(own?.blocks).toHaveLength(1);
    expect(own?.blocks[0]).toMatchObject({ of: expect.arrayContaining([{ name: "东卧牛", days: 0 }]) });
  });

  test("draws a campaign: its villages as squares, deeper levels as bars of those above", async () => {
    await world.says("sun", "/专项 新建 秋季谈心 谈心 村 11月1日到12月31日");
    await world.says("sun", "/专项 新建 冬季走访 走访 社 11月1日到12月31日");
    await world.says("wang", "/谈心 东卧牛 王秀英 宅基地");
    await world.says("wang", "/走访 东卧牛一社 看水渠");
    expect(await world.says("sun", "/覆盖 图 秋季谈心")).toContain("［图］");
    expect(await world.says("sun", "/覆盖 图 冬季走访")).toContain("［图］");
    const [villages, sections] = world.drawn;
    expect(villages).toMatchObject({ title: "秋季谈心", about: expect.stringContaining("12月31日") });
    expect(villages?.blocks[0]).toMatchObject({
      is: "squares",
      of: expect.arrayContaining([{ name: "东卧牛", days: 0 }]),
    });
    expect(sections?.blocks).toMatchObject([
      { is: "bars", title: "走到1/6社（本周+1）", of: expect.arrayContaining([{ word: "东卧牛", done: 1, all: 3 }]) },
    ]);
  });

  test("of one kind that goes below the villages has squares and bars; a list of people is one bar, without a name", async () => {
    await world.says("sun", "/覆盖 图 走访");
    await world.says("sun", "/专项 新建 谈两位 谈心 到12月31日 对象：赫振山、李大山");
    await world.says("sun", "/覆盖 图 谈两位");
    const [visits, people] = world.drawn;
    expect(visits?.blocks.map(({ is }) => is)).toEqual(["squares", "bars"]);
    expect(people?.blocks).toEqual([{ is: "bars", title: "走到0/2人", of: [{ word: "谈心", done: 0, all: 2 }] }]);
    expect(JSON.stringify(people)).not.toMatch(/赫振山|李大山/);
  });

  test("is meant as well where the word stands last", async () => {
    await world.says("sun", "/专项 新建 冬季走访 走访 社 11月1日到12月31日");
    for (const what of ["谈心 图", "走访图", "冬季走访 图", "冬季走访 的图"])
      expect(await world.says("sun", `/覆盖 ${what}`)).toContain("［图］");
    expect(world.drawn.map(({ title }) => title)).toEqual(["新会镇", "新会镇", "冬季走访", "冬季走访"]);
    expect(await world.says("sun", "/覆盖 安图")).not.toContain("［图］");
  });

  test("of a title that nothing has says so, and draws nothing", async () => {
    expect(await world.says("sun", "/覆盖 图 秋收")).toContain("秋收");
    expect(world.drawn).toEqual([]);
  });
});
