import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());
const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";

describe.each(engines)("what hangs on a post, on %s", (engine) => {
  test("is nobody's when the post ends, and whoever gets it goes on", async () => {
    world = await openWorld({ engine });
    for (const who of ["wang", "zhou", "sun"]) await world.says(who, "帮助");
    await world.says("sun", "/交办 王主任 三社路灯修好 12月2日前");
    await world.says("wang", "签收");
    await world.says("sun", "/撤岗 王建国 东卧牛村");
    expect(last("sun")).not.toBe("");
    expect(world.toChat(direct("sun")).join("\n")).toContain("王建国离任，J1 没人管了。改派：改派 J1 人");
    expect(await world.says("wang", "办好了 J1")).toContain("没有您能动的 J1");
    expect(await world.says("sun", "/交办 列表")).toContain("J1 三社路灯修好 没人管");
    expect(await world.says("sun", "/简报")).toContain("没人管1");
    expect(await world.says("sun", "改派 J1 周明")).toContain("J1 改派给周明");
    expect(await world.says("zhou", "办好了 J1 换了灯")).toContain("J1 记作办好了");
  });

  test("goes over with the post, and comes back with it", async () => {
    world = await openWorld({ engine });
    for (const who of ["wang", "zhou", "sun"]) await world.says(who, "帮助");
    await world.says("sun", "/交办 王主任 三社路灯修好 12月2日前");
    expect(await world.says("sun", "/交接 王建国 周明")).toContain("交办：J1");
    await world.says("sun", "交接");
    expect(await world.says("zhou", "办好了 换了灯")).toContain("J1 记作办好了");
    await world.says("sun", "不通过 J1 没亮");
    await world.says("sun", "/交接 撤销");
    expect(await world.says("wang", "办好了 换了灯")).toContain("J1 记作办好了");
  });
});

test("another deadline is told to the owner, old and new, and the clock follows it", async () => {
  world = await openWorld();
  for (const who of ["wang", "sun"]) await world.says(who, "帮助");
  await world.says("sun", "/交办 王主任 三社路灯修好 12月2日前");
  expect(await world.says("sun", "更正 J1 期限：12月4日")).toContain(
    "期限“12月2日（周三）18:00”改成“12月4日（周五）18:00”",
  );
  expect(last("wang")).toContain("孙国华更正了 J1：期限“12月2日（周三）18:00”改成“12月4日（周五）18:00”。");
  await world.passes("2026-12-03T12:00+08:00");
  expect(last("wang")).toContain("快到期：J1 三社路灯修好（周五18:00）");
});
