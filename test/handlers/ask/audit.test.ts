import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("/审计 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("tells the secretary above who did what to a record, also to one that was taken back", async () => {
    await world.says("wang", "/谈心 东卧牛 赫书记 路灯 问题：坏了三盏", group("office"));
    world.waits("2026-11-21T10:05:00+08:00");
    await world.says("wang", "/更正 T1 问题：坏了五盏");
    world.waits("2026-11-21T10:08:00+08:00");
    await world.says("wang", "/撤销 T1", group("office"));
    const told = await world.says("sun", "/审计 T1");
    expect(told).toContain("T1 谈心（已撤销）的来历：\n11月21日（周六）10:00 王建国 记下，在群里");
    expect(told).toMatch(/10:05 王建国 更正：原来“坏了三盏”/);
    expect(told).toMatch(/10:08 王建国 撤销$/m);
    expect(await world.says("sun", "/审计 T1")).toContain("孙国华 查过来历");
  });

  test("is for nobody at or below the village, and of nobody's own notes", async () => {
    await world.says("wang", "/谈心 东卧牛 赫书记 路灯");
    await world.says("wang", "/手记 水渠");
    await world.says("zhou", "/走访 东卧牛二社老赵家 断粮 类别：困难户");
    expect(await world.says("wang", "/审计 T1")).toContain("要书记才能用");
    expect(await world.says("li", "/审计 T1")).toContain("要书记才能用");
    await world.store.write(async (tables) => {
      const [he] = await tables.people.candidates({ names: ["赫振山"] }, { path: "/" });
      await tables.people.nameAccount("sandbox:he", he?.id ?? "");
    });
    expect(await world.says("he", "/审计 T1")).toBe("没有您能查来历的 T1。");
    expect(await world.says("sun", "/审计 N1")).toBe("没有您能查来历的 N1。");
    expect(await world.says("sun", "/审计 V1")).toContain("周明 记下，一对一");
    expect(await world.says("sun", "/审计 T9")).toBe("没有您能查来历的 T9。");
    expect(await world.says("sun", "/审计")).toBe("哪一条？说它的号。");
    expect(await world.says("sun", "/审计 T1", group("office"))).not.toContain("王建国");
  });
});
