import { afterEach, expect, test } from "@jest/globals";
import { direct, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());

test("lists are called by their name, rows of what was sent are matters, and nobody is given what they have", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  expect(await world.says("sun", "等我定")).toBe("没有等您定的交办。");
  // nothing was sent yet: the words are those of anything
  expect(await world.says("sun", "第5行 ①")).not.toContain("清单");
  await world.says("sun", "取消");
  await world.says(
    "sun",
    "/交办 清单 来源：述职评议 期限：3月31日前\n东卧牛村\t王建国\t村账没公开\n东卧牛村\t王建国\t沟没清",
  );
  await world.says("sun", "交办");
  for (const words of ["第5行 ①", "第1行 12月10日", "第2行 删"])
    expect(await world.says("sun", words)).toContain("清单已经交办了，不按行改了。改一件用它的号：更正 J38 期限：周五");
  expect(await world.says("sun", "我交的")).toContain("J1 村账没公开 王建国");
  expect(await world.says("sun", "超期的")).toContain("没有超期的交办。");
  await world.says("wang", "办好了 J1 公开了");
  expect(await world.says("sun", "等我定")).toContain("J1 村账没公开");

  const before = world.toChat(direct("wang")).length;
  expect(await world.says("sun", "改派 J2 王主任")).toBe("J2 本来就是王建国主任办，没改。");
  expect(world.toChat(direct("wang")).length).toBe(before);
  expect(await world.says("sun", "改派 J2 周明")).toContain("改派给周明");
});
