import { afterEach, expect, test } from "@jest/globals";
import { direct, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());

const stateOf = async (number: number) =>
  (await world.store.read.records.find(["town"], ["assignment"], number))[0]?.state;

const handOver = async (...matters: readonly string[]): Promise<void> => {
  await world.says("sun", `/交办 清单 期限：3月31日前\n${matters.map((matter) => `王建国\t${matter}`).join("\n")}`);
  await world.says("sun", "交办");
};

test("an owner counts what the message that handed it over said, whatever was taken back since", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  await handOver("村账没公开", "沟没清", "水管漏");
  await world.says("sun", "撤回 J1 和别的一起办");
  expect(await world.says("wang", "第1件办好了，公开了")).toBe("第1件撤了或不归您了。手里的：/交办 列表 我的");
  expect(await world.says("wang", "第2件 办好了，清了一遍")).toContain("J2");
  expect(await stateOf(2)).toBe("checking");
  expect(await stateOf(3)).toBe("offered");
  // what happens to begin so is no word about it
  expect(await world.says("wang", "第一件事是把路修好")).not.toContain("撤了");
  await world.says("wang", "取消");

  // under a quote it counts the same
  const quote = { text: world.toChat(direct("wang")).find((text) => text.includes("交您3件")) ?? "" };
  expect(await world.says("wang", "第3件 签收", direct("wang"), { quote })).toContain("签收了 J3");
  expect(await world.says("wang", "第1件 签收", direct("wang"), { quote })).toContain("第1件撤了");
});

test("what was undone or given to somebody else keeps its place in the count", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  await handOver("村账没公开", "沟没清", "水管漏", "桥栏杆断了");
  await world.says("sun", "撤销 J1");
  await world.says("sun", "改派 J3 周明");
  const quote = { text: world.toChat(direct("wang")).find((text) => text.includes("交您4件")) ?? "" };
  expect(await world.says("wang", "第2件 签收")).toContain("签收了 J2");
  expect(await world.says("wang", "第3件 签收")).toContain("第3件撤了或不归您了");
  expect(await world.says("wang", "第4件 签收", direct("wang"), { quote })).toContain("签收了 J4");
  expect(await world.says("wang", "第5件 签收")).toBe("交您的那次只有4件。");
});

test("of many handed over at once each is counted, and 收到 accepts all", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  await handOver(...Array.from({ length: 25 }, (_, at) => `${at + 1}号井盖换掉`));
  expect(await world.says("wang", "第1件 办好了，换了")).toContain("J1 ");
  expect(await stateOf(1)).toBe("checking");
  await world.says("wang", "收到");
  expect(await stateOf(2)).toBe("working");
  expect(await stateOf(25)).toBe("working");
});

test("what changes several rows of a list that went out is told how, and is no opinion", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  await handOver("村账没公开", "沟没清", "水管漏");
  for (const said of ["第1、2行 删", "第1到3行 王强", "删 第2行"])
    expect(await world.says("sun", said)).toBe("清单已经交办了，一次改一行：第2行 期限：周五；第2行 撤回 原因");
  expect(await world.store.read.records.find(["town"], ["opinion"], 1)).toEqual([]);
  expect(await world.says("zhou", "第1、2行 删")).not.toContain("清单已经交办了");
});

test("what is said of a row or behind a number is kept as it was typed", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  await handOver("村账没公开", "沟没清");
  await world.says("wang", "第２件　办好了，清了①号沟（３０㎡）");
  await world.says("wang", "办好了Ｊ１，贴了②处（Ａ４纸）");
  const { records, moves } = world.store.read;
  const notes = [];
  for (const number of [1, 2])
    for (const { id } of await records.find(["town"], ["assignment"], number))
      for (const moved of await moves.of(id)) notes.push(moves.openNote(moved));
  expect(notes).toEqual(["贴了②处（Ａ４纸）", "清了①号沟（３０㎡）"]);
});
