import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { figuresOf, totalsOf } from "../../../src/ledger/deed-figures.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

test.each([
  ["硬化三社路 1.2公里 12万", "硬化道路", "1.2公里", "120000元"],
  ["硬化一社路 33。3公里", "硬化道路", "33.3公里", ""],
  ["打机井 2眼", "机井", "2眼", ""],
  ["打机井2眼", "机井", "2眼", ""],
  ["整修排水管 850米 3万2", "排水管道", "850米", "32000元"],
  ["修渠 10里 6000余万元", "渠道", "10里", "60000000余元"],
  ["送米 30户 花了500元", "帮扶", "30户", "500元"],
  ["换水塔", "饮水", "", ""],
] as const)("%s", (text, sort, amount, money) => {
  const words = (one: { value: number; unit: string; rough: boolean } | null) =>
    one === null ? "" : `${one.value}${one.rough ? "余" : ""}${one.unit}`;
  const read = figuresOf(text);
  expect([read.sort, words(read.amount), words(read.money)]).toEqual([sort, amount, money]);
});

test("sums stay apart by unit, and what is rough stays so", () => {
  const all = ["修渠 10里", "修渠 2公里", "修渠 3公里 5万", "慰问 20人 2000余元", "慰问 30人次"].map(figuresOf);
  expect(totalsOf(all)).toEqual({ parts: ["渠道3件10里、5公里", "帮扶2件20人、30人次"], money: "5.2余万元" });
});

describe.each(engines)("/实事 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("is kept with its figures, corrected, taken back, and adds up", async () => {
    expect(await world.says("zhou", "/实事 硬化三社路 1.2公里 12万 东卧牛")).toBe(
      "D1：硬化三社路 1.2公里 12万元 东卧牛村 11月21日。错了回“撤销”。",
    );
    expect(await world.says("zhou", "/实事 硬化村路 33。3公里 西卧牛 昨天")).toContain(
      "D2：硬化村路 33.3公里 西卧牛村 11月20日",
    );
    expect(await world.says("zhou", "/实事 打机井 2眼 李家湾 上个月")).toContain("D3：打机井 2眼 李家湾村 10月31日");
    expect(await world.says("wang", "/实事 整修排水管 850米 3万2")).toContain("D4：整修排水管 850米 3.2万元 东卧牛村");
    expect(await world.says("sun", "/实事 合计")).toBe(
      "实事 新会镇 今年4件：机井1件2眼、排水管道1件850米、硬化道路2件34.5公里；资金15.2万元",
    );
    await world.says("zhou", "更正 D1 硬化三社路 1.5公里 12万");
    expect(await world.says("sun", "/实事 合计 本月")).toContain("硬化道路2件34.8公里");
    await world.says("wang", "撤销");
    expect(await world.says("sun", "/实事 合计 今年")).toContain("资金12万元");
    expect(await world.says("sun", "/本周")).toContain("实事 本月2件 12万元");
    expect(await world.says("sun", "/实事 列表")).toContain("D3");
  });

  test("what is rough stays so from what is said to every sum of it", async () => {
    expect(await world.says("zhou", "/实事 修渠 10里 6000余万元 李家湾")).toContain(
      "D1：修渠 10里 6000余万元 李家湾村",
    );
    expect(await world.says("sun", "/实事 合计")).toBe("实事 新会镇 今年1件：渠道1件10里；资金6000余万元");
    await world.says("zhou", "/实事 硬化村路 33。3公里 12万 东卧牛");
    await world.says("zhou", "/实事 修渠 500余米 3万2 石门");
    expect(await world.says("sun", "/实事 合计")).toBe(
      "实事 新会镇 今年3件：渠道2件10里、500余米、硬化道路1件33.3公里；资金6015.2余万元",
    );
    expect(await world.says("sun", "/本周")).toContain("实事 本月3件 6015.2余万元");
    // what was rough goes with it
    await world.says("zhou", "更正 D1 修渠 10里 6000万元");
    expect(await world.says("sun", "/实事 合计")).toContain("；资金6015.2万元");
  });

  test("what looks the same is asked about, what is unclear is refused, and nobody in need is named", async () => {
    await world.says("zhou", "/实事 打机井 2眼 李家湾");
    expect(await world.says("sun", "/实事 打机井 2眼 李家湾")).toBe("像是 D1，①同一件 ②另一件");
    expect(await world.says("sun", "①")).toBe("好，没另记，还是 D1。");
    await world.says("sun", "/实事 新打机井 2眼 李家湾");
    expect(await world.says("sun", "②")).toContain("D2");
    for (const [who, said, answer] of [
      ["zhou", "/实事 修路 500 东卧牛", "“500”是多少什么？"],
      ["zhou", "/实事 修路 500米", "没写哪个村"],
      ["zhou", "/实事 500米 东卧牛", "没写做了什么"],
      ["wang", "/实事 修路 500米 西卧牛", "西卧牛村的实事要西卧牛村或上级的干部来做"],
      ["li", "/实事 修路 500米", "要干部才能用"],
    ] as const)
      expect([said, await world.says(who, said)]).toEqual([said, expect.stringContaining(answer)]);
    expect(await world.says("zhou", "/实事 慰问低保户老李家 1户 500元 东卧牛")).toContain("（内部） 1户 500元");
    expect(await world.says("zhou", "/实事 慰问低保户老李家 2户 东卧牛", group("office"))).toBe("");
    expect(world.toChat(direct("zhou")).at(-1)).toBe("这件只能私聊我记，不在群里说。");
  });

  test("what came of a matter is one deed, and is not typed again", async () => {
    await world.says("sun", "/交办 王主任 三社排水管修好 期限：下周三");
    await world.says("wang", "签收 J1");
    expect(await world.says("wang", "/实事 J1")).toBe("J1 还没办好。");
    expect(await world.says("wang", "办好了 J1 换了850米 花了3万2")).toContain("像件实事，记上回“/实事 J1”");
    expect(await world.says("wang", "/实事 J1")).toContain("D1：三社排水管修好 850米 3.2万元 东卧牛村");
    expect(await world.says("sun", "/实事 J1")).toBe("J1 已记成 D1。");
    expect(await world.says("sun", "/实事 合计")).toContain("今年1件：排水管道1件850米；资金3.2万元");
  });
});
