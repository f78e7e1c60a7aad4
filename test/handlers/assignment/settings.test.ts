import { afterEach, expect, test } from "@jest/globals";
import { direct, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());

test("an admin sets days for a place and all below, and what follows goes by them", async () => {
  world = await openWorld();
  for (const who of ["wang", "sun"]) await world.says(who, "帮助");
  expect(await world.says("admin", "/交办 设置")).toContain("期限 10（没说期限按几个工作日）");
  expect(await world.says("admin", "/交办 设置 期限 3")).toContain("期限 3");
  expect(await world.says("admin", "/交办 设置 提醒 2")).toContain("提醒 2（到期前几天）");
  await world.says("sun", "/交办 王主任 三社路灯修好");
  expect(await world.says("sun", "跳过")).toContain("11月25日（周三）18:00前（没说期限，按3个工作日）");
  await world.passes("2026-11-23T12:00+08:00");
  expect(world.toChat(direct("wang")).at(-1)).toContain("快到期：J1");
});

test.each([
  ["提醒 5、3、2、1", "提醒最多三次"],
  ["每天报进展", "不许要求天天报进展"],
  ["办好了要拍照", "国办函〔2026〕12号"],
  ["按村排名", "国办函〔2026〕12号"],
  ["期限 900", "没听懂"],
])("%s is refused with the reason", async (words, answer) => {
  world = await openWorld();
  expect(await world.says("admin", `/交办 设置 ${words}`)).toContain(answer);
});

test("is nobody's but an admin's", async () => {
  world = await openWorld();
  expect(await world.says("sun", "/交办 设置 期限 3")).toContain("管理员");
});
