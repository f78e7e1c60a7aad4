import { describe, expect, test } from "@jest/globals";
import { sweep } from "../../jobs/sweep.ts";
import { adjust } from "../../src/bot/adjusted.ts";
import { chatKey } from "../../src/bot/message.ts";
import { direct, engines, group, openWorld } from "../world.ts";

test("after a year nobody can tell from an opinion who said it, and it still counts", async () => {
  const world = await openWorld();
  await world.says("li", "三社水管漏了");
  await world.says("wang", "/谈心 东卧牛 赫书记 低保");
  world.waits("2027-11-20T04:00:00+08:00");
  await sweep.run({ day: "2027-11-20" }, world.context);
  expect(await world.says("li", "查我的")).toContain("O1");
  world.waits("2027-11-23T04:00:00+08:00");
  await sweep.run({ day: "2027-11-23" }, world.context);
  expect(await world.says("li", "查我的")).not.toContain("O1");
  expect(await world.says("wang", "查我的")).toContain("T1");
  expect(
    (await world.store.read.waiting.count("opinion", "/county/", { personId: null, accusationsBelow: [] })).total,
  ).toBe(1);
  await world.close();
});

test("words are kept for fewer days where fewer were set", async () => {
  const world = await openWorld();
  await world.says("li", "三社水管漏了");
  const kept = async () => (await world.store.read.desk.tonight({ words: 0, audit: 0, now: world.now() })).inbox > 0;
  world.waits("2026-12-02T04:00:00+08:00");
  await sweep.run({ day: "2026-12-02" }, world.context);
  expect(await kept()).toBe(true);
  await world.store.write((tables) => adjust("words", { value: 10, at: world.now(), by: "管理员" }, tables));
  await sweep.run({ day: "2026-12-03" }, world.context);
  expect(await kept()).toBe(false);
  await world.close();
});

describe.each(engines)("on %s", (engine) => {
  test("no row leads from an account to an opinion that is a year old", async () => {
    const world = await openWorld({ engine });
    await world.says("li", "三社水管漏了");
    await world.says("li", "反映：三社路灯不亮");
    const [takenBack] = await world.store.read.records.mine("sandbox:li", null, 1);
    await world.says("li", "撤销");
    await world.says("li", "意见：修路", group("village"));
    world.waits("2027-11-23T04:00:00+08:00");
    await sweep.run({ day: "2027-11-23" }, world.context);
    const rows = await world.store.read.records.find(["town"], ["opinion"], 1);
    const midnight = Date.parse("2026-11-21T00:00:00+08:00");
    expect(rows).toMatchObject([
      { account: "", author_id: null, chat: "", at: null, created_at: midnight, day: "2026-11-21" },
    ]);
    const [inGroup] = await world.store.read.records.find(["town"], ["opinion"], 3);
    expect(inGroup).toMatchObject({ account: "", chat: chatKey(group("village")), created_at: midnight });
    expect(JSON.stringify([rows, inGroup])).not.toMatch(/sandbox:li|direct/);
    expect((await world.store.read.inbox.counts()).done).toBe(0);
    const [undone] = await world.store.read.audit.of(takenBack?.id ?? "");
    expect(undone).toMatchObject({ action: "undone", account: "", person_id: null });
    expect(await world.says("wang", "/答复 O1 修好了")).toBe("O1 记作答复了。是谁说的已经不留了，没有发给谁。");
    expect(world.toChat(direct("li")).join()).not.toContain("修好了");
    await world.close();
  });
});
