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
  const quote = { text: world.toChat(direct("wang")).at(-1) ?? "" };
  expect(await world.says("wang", "交办 赫振山 12月9日前", direct("wang"), { quote })).toBe(
    "引用的话说到好几条，是哪个？①J1 ②J2",
  );
  await world.says("wang", "取消");
  expect(await world.says("sun", "我交的")).toContain("J1 村账没公开 王建国");
  expect(await world.says("sun", "超期的")).toContain("没有超期的交办。");
  await world.says("wang", "办好了 J1 公开了");
  expect(await world.says("sun", "等我定")).toContain("J1 村账没公开");

  const before = world.toChat(direct("wang")).length;
  expect(await world.says("sun", "改派 J2 王主任")).toBe("J2 本来就是王建国主任办，没改。");
  expect(world.toChat(direct("wang")).length).toBe(before);
  expect(await world.says("sun", "改派 J2 周明")).toContain("改派给周明");
});

test("what is missing of a hurried line is asked for, until it is whole", async () => {
  world = await openWorld();
  await world.says("wang", "帮助");
  expect(await world.says("sun", "/交办")).toBe("交给谁？说姓名。");
  expect(await world.says("sun", "王主任")).toBe("交办什么事？说事项和期限。");
  expect(await world.says("sun", "三社路灯修好 12月2日前")).toContain(
    "交出去了 J1：三社路灯修好，王建国，12月2日（周三）18:00前。",
  );
});
