import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());
const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";
const since = (who: string, before: number) => world.toChat(direct(who)).slice(before);

describe.each(engines)("a deadline on a Saturday, on %s", (engine) => {
  test("is not late before Tuesday, is told upward on Thursday, once, and then no more", async () => {
    world = await openWorld({ engine });
    for (const who of ["wang", "zhou", "sun"]) await world.says(who, "帮助");
    await world.says("sun", "/简报 关");
    expect(await world.says("sun", "/交办 王主任 三社路灯修好 12月5日前")).toContain(
      "（周六，到周一12月7日18:00不算超期）",
    );
    await world.says("wang", "签收");
    const wang = world.toChat(direct("wang")).length;
    await world.passes("2026-12-07T17:00+08:00");
    expect(since("wang", wang).map((text) => text.slice(0, 4))).toEqual(["快到期：", "快到期："]);
    expect(await world.says("sun", "/交办 列表 超期")).toContain("没有超期的交办");
    await world.passes("2026-12-08T12:00+08:00");
    expect(last("wang")).toBe("J1 12月5日到期了。办好了回“办好了 J1”，来不及找孙国华说");
    expect(await world.says("sun", "/交办 列表 超期")).toContain("J1 三社路灯修好 王建国 12月5日前（在办，超期3天）");
    expect(await world.says("sun", "/简报")).toContain("超期1件，最久3天：J1 三社路灯修好（王建国）");
    const before = world.toChat(direct("sun")).length;
    await world.passes("2026-12-10T12:00+08:00");
    // the village's secretary has no account: what nobody there would hear goes to whoever handed it over
    expect(last("wang")).toBe("J1 超期3天，已告诉孙国华");
    expect(since("sun", before)).toEqual(["王建国的 J1 超期3天：三社路灯修好"]);
    const told = world.toChat(direct("wang")).length;
    await world.passes("2026-12-20T12:00+08:00");
    expect(world.toChat(direct("wang")).length).toBe(told);
    expect(since("sun", before)).toHaveLength(1);
  });
});

describe.each(engines)("more time asked for on the last day, on %s", (engine) => {
  test("is not late while it waits, and late from the first deadline when it was not given", async () => {
    world = await openWorld({ engine });
    for (const who of ["wang", "sun"]) await world.says(who, "帮助");
    await world.says("sun", "/简报 关");
    await world.says("li", "三社路灯不亮");
    await world.says("sun", "/交办 O1 王主任 12月2日前");
    await world.says("sun", "/交办 王主任 水管接上 12月2日前");
    await world.passes("2026-12-02T15:00+08:00");
    for (const number of ["J1", "J2"]) await world.says("wang", `延期 ${number} 到12月16日 等配件`);
    await world.passes("2026-12-04T12:00+08:00");
    expect(await world.says("sun", "/交办 列表 超期")).toContain("没有超期的交办");
    expect(last("wang")).not.toContain("到期了");
    await world.says("sun", "同意 J1");
    expect(last("li")).toBe("您说的“三社路灯不亮”（O1）要晚些，12月16日前有答复：等配件。");
    await world.says("sun", "不同意 J2 等着用水");
    expect(last("wang")).toContain("期限还是12月2日（周三）18:00前");
    const late = await world.says("sun", "/交办 列表 超期");
    expect(late).toContain("J2 水管接上 王建国 12月2日前（在办，超期2天）");
    expect(late).not.toContain("J1");
    expect(await world.says("wang", "延期 J2 到12月16日 还等")).toContain("J2 已经过期，不能再延");
  });
});

test("several of a morning are one message, never on the hour", async () => {
  world = await openWorld();
  for (const who of ["wang", "sun"]) await world.says(who, "帮助");
  await world.says("sun", "/交办 王主任 三社路灯修好 12月2日前");
  await world.says("sun", "/交办 王主任 水管接上 12月2日前");
  const before = world.sent.length;
  await world.passes("2026-12-01T12:00+08:00");
  const pushes = world.sent.slice(before).filter(({ to }) => to.includes("wang"));
  expect(pushes.map(({ text }) => text)).toEqual([
    "快到期：J1 三社路灯修好（周三18:00）、J2 水管接上（周三18:00）。回“办好了 J1”或“延期 J1 到… 原因”",
    "快到期：J1 三社路灯修好（周三18:00）、J2 水管接上（周三18:00）。回“办好了 J1”或“延期 J1 到… 原因”",
  ]);
  for (const { at } of pushes) {
    const minute = new Date(at + 8 * 3600_000).toISOString().slice(11, 16);
    expect(minute >= "08:40" && minute <= "09:20" && !/:[03]0$/.test(minute)).toBe(true);
  }
  // a quote of it means both, and not whichever stands first
  const quote = { quote: { text: pushes[0]?.text ?? "" } };
  expect(await world.says("wang", "办好了 换了灯", direct("wang"), quote)).toMatch(/引用的话说到好几条.*J1.*J2/s);
});

test("what waits for a decision is said once, and silence closes what was verified", async () => {
  world = await openWorld();
  for (const who of ["wang", "sun"]) await world.says(who, "帮助");
  await world.says("li", "三社路灯不亮");
  await world.says("sun", "/交办 O1 王主任 12月11日前");
  await world.says("wang", "办好了 换了灯");
  const before = world.toChat(direct("sun")).length;
  await world.says("sun", "/简报 关");
  await world.passes("2026-11-26T12:00+08:00");
  expect(since("sun", before).filter((text) => text.includes("等您定"))).toEqual(["等您定：J1 核实"]);
  expect(await world.says("sun", "核实")).toContain("还在等提出的人回话");
  await world.passes("2026-11-27T19:00+08:00");
  expect(await world.says("sun", "J1")).toContain("办结（解决）");
});
