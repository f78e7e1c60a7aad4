import { afterEach, expect, test } from "@jest/globals";
import { direct, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());

const handOver = async (...matters: readonly string[]): Promise<void> => {
  for (const matter of matters) await world.says("sun", `/交办 王主任 ${matter} 12月2日前`);
};

test("an owner asks for more time in the words they have, behind the number", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  await handOver("三社路灯修好", "沟清一遍", "水管换掉", "村账公开", "桥栏杆补上", "危房排查");
  const asked = [
    "J1 延到12月9日 等配件",
    "J2延期到12月9日 等配件",
    "J3 要到12月9日才行，配件没到",
    "J4 推迟到12月9日，等配件",
    "J5 能不能宽限到12月9日 等配件",
  ];
  for (const [at, said] of asked.entries())
    expect(await world.says("wang", said)).toBe(`J${at + 1} 想延到12月9日，在等交办的人同意，期间不算超期。`);
  expect(await world.says("wang", "J6 晚几天")).toContain("延期到哪天？");
  expect(await world.says("wang", "12月9日")).toContain("为什么延期？");
  expect(await world.says("wang", "等配件")).toContain("J6 想延到12月9日");
  // the place one has to get to is no day
  expect(await world.says("wang", "J6 要到现场看")).not.toContain("延");
});

test("the blank before a number can be left out, and a word of it said as one says it", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  await handOver("三社路灯修好", "沟清一遍", "水管换掉");
  expect(await world.says("sun", "J1 催一下")).toBe("J1 催了王建国。");
  expect(await world.says("sun", "催J2")).toBe("J2 催了王建国。");
  expect(await world.says("wang", "J1 收到，马上办")).toContain("签收了 J1");
  expect(await world.says("wang", "签收J2")).toContain("签收了 J2");
  expect(await world.says("wang", "办好了J2，换了管子")).toContain("J2");
  expect(await world.says("sun", "核实J2")).toContain("J2");
  expect((await world.store.read.records.find(["town"], ["assignment"], 2))[0]?.state).toBe("closed");
  expect(await world.says("wang", "J1 办好了，换了灯")).toContain("J1");
  await world.says("sun", "J1 核实过了，灯亮了");
  expect((await world.store.read.records.find(["town"], ["assignment"], 1))[0]?.state).toBe("closed");
});

test("rows of what was handed over in one message are called without a quote, by who sent it and by who was given it", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  await world.says(
    "sun",
    "/交办 清单 来源：述职评议 期限：3月31日前\n王建国\t村账没公开\n王建国\t沟没清\n王建国\t水管漏",
  );
  await world.says("sun", "交办");
  expect(await world.says("wang", "第2件怎么样了")).toContain("J2 交办");
  expect(await world.says("wang", "第1件办好了，公开了")).toContain("J1");
  expect(await world.says("wang", "第三件 签收")).toContain("签收了 J3");
  expect(await world.says("wang", "第9件办好了")).toBe("交您的那次只有3件。");
  // what happens to begin so is no word about it
  expect(await world.says("wang", "第一件事是把路修好")).not.toContain("J1");
  await world.says("wang", "取消");
  expect(await world.says("sun", "第2行 催一下")).toBe("J2 催了王建国。");
  expect(await world.says("sun", "第1件怎么样了")).toContain("J1 交办");
  expect(await world.says("sun", "催一下 J3")).toBe("J3 催了王建国。");
  expect(await world.says("sun", "第1行核实")).toContain("J1");

  expect(await world.says("wang", "我的交办")).toMatch(/^我的 没办完的交办[\s\S]*J2 沟没清/u);
  expect(await world.says("wang", "我有哪些交办？")).toContain("J2 沟没清");
  expect(await world.says("sun", "我的交办")).toMatch(/^我交的 没办完的交办[\s\S]*J2 沟没清/u);
  expect(await world.says("zhou", "我的交办")).toBe("您手上没有没办完的交办。");

  // a second message: which of them is counted is not known any more
  await handOver("三社路灯修好");
  expect(await world.says("wang", "第2件办好了")).not.toContain("J2");
});

test("收到 accepts what was just handed over, and says so", async () => {
  world = await openWorld();
  for (const who of ["wang", "zhou"]) await world.says(who, "帮助");
  expect(await world.says("wang", "收到")).toBe("");
  await handOver("三社路灯修好");
  expect(await world.says("zhou", "收到")).toBe("");
  expect(await world.says("wang", "好的，收到")).toContain("签收了 J1：三社路灯修好");
  expect(await world.says("wang", "收到")).toBe("");
  await handOver("沟清一遍", "水管换掉");
  expect(await world.says("wang", "收到")).toContain("是哪一件？");
  await world.says("wang", "取消");
  const quote = { text: world.toChat(direct("wang")).find((text) => text.includes("J2：沟清一遍")) ?? "" };
  expect(await world.says("wang", "收到！", direct("wang"), { quote })).toContain("签收了 J2");
  expect(await world.says("wang", "收到J3")).toContain("签收了 J3");
  await world.says("sun", "/交办 清单 期限：3月31日前\n王建国\t村账没公开\n王建国\t桥栏杆断了");
  await world.says("sun", "交办");
  expect(await world.says("wang", "收到")).toMatch(/签收了 J4[\s\S]*签收了 J5/u);
});
