import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { kinds } from "../../../src/ledger/kinds.ts";
import { engines, openWorld, type World } from "../../world.ts";

const words = [...new Set(kinds.flatMap(({ lifecycle }) => lifecycle.moves.map(({ word }) => word)))];
/** It is said of two numbers, and 收到 is what many say who were called by nobody. */
const other = ["并入", "收到"];

describe.each(engines)("before more is asked for a word, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("that there is no such number is said at once", async () => {
    expect(await world.says("zhou", "J1 延到下周五")).toBe("没有您能动的 J1。发“/交办 列表”看看。");
    expect(await world.says("zhou", "答复 O9")).toBe("您管的地方没有 O9。发“/意见 列表”看看。");
    expect(await world.says("zhou", "转 O9")).toBe("您管的地方没有 O9。发“/意见 列表”看看。");
    expect(await world.says("zhou", "J9 转办 张三")).toBe("没有您能动的 J9。发“/交办 列表”看看。");
    expect(await world.says("zhou", "并入 O8 O9")).toBe("您管的地方没有 O8。发“/意见 列表”看看。");
    expect(await world.says("zhou", "/实事 J9 硬化路面 1公里 东卧牛")).toContain("没有您能动的 J9");
    expect(await world.says("zhou", "延期")).toContain("没有等您办的");
  });

  test("no word asks for more behind the number of another kind, and none says that there is one", async () => {
    for (const { letter, lifecycle } of kinds)
      for (const word of words.filter((one) => !other.includes(one))) {
        if (lifecycle.moves.some((move) => move.word === word)) continue;
        if (letter !== "T" && word !== "延期" && word !== "答复" && word !== "办好了") continue;
        const said = await world.says("zhou", `${word} ${letter}7`);
        expect(said).toMatch(/这句要的是|没有您能撤销的/u);
      }
  });

  test("somebody else's and what is over are said to be so, and no reason is asked for", async () => {
    await world.says("sun", "/交办 周明 三社路灯修好 期限：12月4日");
    const none = "没有您能动的 J1。发“/交办 列表”看看。";
    for (const said of ["J1 延到下周五", "J1 办不了", "退回 J1"]) expect(await world.says("wang", said)).toBe(none);
    expect(await world.says("zhou", "办好了 J1 J9 修好了")).toBe(
      `J1 记作办好了，等核实。\n${none.replace("J1", "J9")}`,
    );
    expect(await world.says("zhou", "J1 延到下周五")).toBe("J1 现在是“待核实”，不能延期。");
    await world.says("sun", "J1 撤回 弄错了");
    expect(await world.says("zhou", "J1 转办")).toBe("J1 现在是“作废”，不能转办。");
  });

  test("which of several is asked before why", async () => {
    await world.says("sun", "/交办 周明 三社路灯修好 期限：12月4日");
    await world.says("sun", "/交办 周明 水渠清淤 期限：12月4日");
    expect(await world.says("zhou", "延期 12月9日")).toContain("是哪一件？");
    expect(await world.says("zhou", "2")).toBe("为什么延期？");
    expect(await world.says("zhou", "等材料")).toContain("J1");
  });

  test.each([
    "我的交办",
    "等我定",
    "未答复的",
    "帮助",
    "J1",
    "东卧牛最近",
    "/提醒 列表",
    "意见列表",
    "本周简报",
    "我的提醒",
  ])("“%s” is no reason", async (said) => {
    await world.says("sun", "/交办 周明 三社路灯修好 期限：12月4日");
    expect(await world.says("zhou", "J1 延到12月9日")).toBe("为什么延期？");
    await world.says("zhou", said);
    expect(await world.says("sun", "J1")).not.toContain("延期");
  });

  test("what never was is taken back, and a form is found behind its number", async () => {
    await world.says("zhou", "/实事 硬化三社路 1.2公里 12万 东卧牛");
    expect(await world.says("zhou", "D1 没有这回事")).toContain("撤销了 D1");
    expect(await world.says("zhou", "C9 截止")).toContain("没有征求 C9");
    expect(await world.says("zhou", "截止 C9")).toContain("没有征求 C9");
  });
});
