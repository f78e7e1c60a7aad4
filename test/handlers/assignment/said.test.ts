import { afterEach, expect, test } from "@jest/globals";
import { openWorld, type World } from "../../world.ts";

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
  await world.says("wang", "办好了 J1");
  await world.says("sun", "J1 核实过了，灯亮了");
  expect((await world.store.read.records.find(["town"], ["assignment"], 1))[0]?.state).toBe("closed");
});
