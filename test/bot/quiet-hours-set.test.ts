import { afterEach, describe, expect, test } from "@jest/globals";
import { adjust } from "../../src/bot/adjusted.ts";
import { direct, engines, group, openWorld, type World } from "../world.ts";

describe.each(engines)("a night that a place made longer, on %s", (engine) => {
  let world: World;
  afterEach(() => world.close());

  test("holds for what others cause and for what is set ahead, and no longer than it may be", async () => {
    world = await openWorld({ engine, startAt: Date.parse("2026-11-23T10:00:00+08:00") });
    const by = { at: world.now(), by: "管理员" };
    await world.store.write(async (tables) => {
      await adjust("evening", { value: 20, ...by }, tables);
      await adjust("morning", { value: 8, ...by }, tables);
    });
    // at 20:30 it is quiet here
    expect(await world.says("wang", "/提醒 村民群 今天20点30 开会")).toMatch(
      /安静时段，不打扰群里。可以改到11月24日（周二）8:00/,
    );
    expect(await world.says("sun", "/简报 设置 周五20:30")).toContain("周报8点到20点之间发");
    await world.says("li", "意见：路灯不亮", group("village"));
    world.waits("2026-11-23T20:30:00+08:00");
    expect(await world.says("wang", "/答复 O1 来修")).toContain("现在不打扰人，11月24日（周二）8:00发回群里");
    await world.passes("2026-11-24T07:30:00+08:00");
    expect(world.toChat(group("village")).join()).not.toContain("来修");
    await world.passes("2026-11-24T08:01:00+08:00");
    expect(world.toChat(group("village")).join()).toContain("来修");
    // what somebody asked for themselves still comes when they want it
    expect(await world.says("wang", "/提醒 今天20点30 吃药")).toContain("20:30");
    await world.passes("2026-11-24T20:31:00+08:00");
    expect(world.toChat(direct("wang")).join()).toContain("吃药");
    // a value that no version allowed any more is drawn to the bound
    await world.store.write((tables) => adjust("evening", { value: 8, ...by }, tables));
    expect(await world.says("wang", "/提醒 村民群 明天18点30 开会")).toContain("18:30");
  });
});
