import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { direct, group, openWorld, type World } from "../../world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

test("a section that is named is where it is filed, another village is offered, and goes there when told", async () => {
  await world.says("xiuying", "三社的井台漏水");
  expect(await world.says("wang", "/意见 列表")).toMatch(/O1 11月21日 东卧牛村三社 三社的井台漏水/);
  expect(await world.says("li", "西卧牛村过来的那条路全是坑")).toBe(
    "收到 O2，东卧牛村的干部会看到，3个工作日内答复。要是西卧牛村的事，回“更正 O2 村：西卧牛村”。说错了回“撤销”。",
  );
  expect(await world.says("wang", "/意见 列表")).toContain("O2 11月21日 东卧牛村三社");
  expect(await world.says("li", "更正 O2 村：西卧牛村")).toContain("O2 更正了：“三社”改成“西卧牛村”");
  expect(await world.says("wang", "/意见 列表")).not.toContain("O2 ");
  expect(await world.says("sun", "/意见 列表 西卧牛")).toContain("O2 ");
});

test("a place that several share, and what is said in a group, offers nothing", async () => {
  expect(await world.says("li", "一到下雨路就没法走")).not.toContain("要是");
  expect(await world.says("li", "意见：西卧牛村过来的路全是坑", group("village"))).toBe("收到 O2");
  expect(world.toChat(direct("li")).join("\n")).not.toContain("更正");
});
