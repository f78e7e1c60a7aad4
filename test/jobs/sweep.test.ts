import { expect, test } from "@jest/globals";
import { sweep } from "../../jobs/sweep.ts";
import { openWorld } from "../world.ts";

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
  expect((await world.store.read.waiting.count("opinion", "/county/")).total).toBe(1);
  await world.close();
});
