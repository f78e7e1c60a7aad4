import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, openWorld, type World } from "../../world.ts";

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
  expect(await world.says("sun", "第5行 ①")).toBe("清单交办出去的没有第5行，或撤了。看号：/交办 列表 我交的");
  expect(await world.says("sun", "第1行 ①")).toContain("第1行是 J1 村账没公开，已经交办了。改它：第1行 期限：周五");
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

describe.each(engines)("rows of a list that was handed over, on %s", (engine) => {
  test("are matters, called by their row or by a quote of the lines, of the proof or of the answer", async () => {
    world = await openWorld({ engine });
    for (const who of ["wang", "zhou", "he"]) await world.says(who, "帮助");
    const lines = [
      "东卧牛\t王建国\t村账没公开",
      "东卧牛\t王建国\t不要的",
      "东卧牛\t赫振山\t沟没清",
      "东卧牛\t王建国\t水管漏",
    ];
    const typed = `/交办 清单 来源：述职评议 期限：3月31日前\n${lines.join("\n")}`;
    await world.says("sun", typed, direct("sun"), { platformId: "typed" });
    await world.says("sun", "第2行 删");
    expect(await world.says("sun", "交办")).toContain("交出去了3件");
    const answer = { quote: { text: world.toChat(direct("sun")).at(-1) ?? "" } };
    const lined = { quote: { messageId: "typed" } };
    const stateOf = async (number: number) =>
      (await world.store.read.records.find(["town"], ["assignment"], number))[0];

    expect(await world.says("sun", "第1行 催", direct("sun"), lined)).toContain("J1");
    expect(await world.says("sun", "第三行 期限：4月10日")).toContain("J2 更正了");
    expect(await world.says("sun", "第4行，4月12日前")).toContain("J3 更正了");
    expect(await world.says("sun", "催", direct("sun"), answer)).toBe("引用的话说到好几条，是哪个？①J1 ②J2 ③J3");
    await world.says("sun", "取消");
    expect(await world.says("sun", "催", direct("sun"), lined)).toBe("引用的话说到好几条，是哪个？①J1 ②J2 ③J3");
    await world.says("sun", "取消");
    expect(await world.says("sun", "第2行 催")).toContain("没有第2行");

    // the owner counts what was sent to them
    const given = { quote: { text: world.toChat(direct("wang")).find((text) => text.includes("交您2件")) ?? "" } };
    expect(await world.says("wang", "第2件 办好了 换了管子", direct("wang"), given)).toContain("J3");
    expect([(await stateOf(1))?.state, (await stateOf(3))?.state]).toEqual(["offered", "checking"]);
    expect(await world.says("wang", "第5件 办好了", direct("wang"), given)).toBe("引用的只有2件。");
  });
});

test("commands of one message, one a line, are all meant by a quote of what was typed or answered", async () => {
  world = await openWorld();
  await world.says("wang", "帮助");
  const typed = "/交办 王主任 三社路灯修好 12月2日前\n/交办 王主任 沟清一遍 12月3日前";
  await world.says("sun", typed, direct("sun"), { platformId: "two" });
  const text = world.toChat(direct("sun")).at(-1) ?? "";
  expect(text).toContain("J2");
  for (const quote of [{ text }, { messageId: "two" }]) {
    expect(await world.says("sun", "催", direct("sun"), { quote })).toContain("①J1 ②J2");
    await world.says("sun", "取消");
  }
});

test("one of a list is taken back by its number alone, and what is done already stays when all are", async () => {
  world = await openWorld();
  await world.says("wang", "帮助");
  await world.says(
    "sun",
    "/交办 清单 来源：述职评议 期限：3月31日前\n王建国\t村账没公开\n王建国\t沟没清\n王建国\t水管漏",
  );
  await world.says("sun", "交办");
  await world.says("wang", "办好了 J1 公开了");
  expect(await world.says("sun", "撤回 J3")).toContain("撤销了 J3");
  expect(await world.says("sun", "我交的")).toMatch(/J1 村账没公开[\s\S]*J2 沟没清/u);
  await world.says("sun", "撤销");
  expect(await world.says("sun", "是")).not.toContain("J1 村账");
  const states = await Promise.all(
    [1, 2, 3].map(async (number) => (await world.store.read.records.find(["town"], ["assignment"], number)).length),
  );
  expect(states).toEqual([1, 0, 0]);
});
