import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("cards of what has a deadline on %s", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ engine });
  });
  afterAll(() => world.close());

  test("a consultation shows its options and its end, and nothing that is only kept for its rules", async () => {
    await world.says("wang", "/征求 水渠走东线还是西线？ 选项：东线/西线 截止：周三18:00", group("village"));
    expect(await world.says("wang", "C1")).toMatch(
      /^C1 征求 .*\n水渠走东线还是西线？\n选项：东线、西线\n11月25日（周三）18:00截止 · 王建国发的 · 正在征求/,
    );
    expect(await world.says("wang", "征求 列表 东卧牛")).toBe(
      "征求，新的在前：\nC1 水渠走东线还是西线？（周三18:00截止）\n看结果：/征求 结果 和它的号",
    );
    expect(await world.says("wang", "征求 列表 柳河村")).toContain("这里还没有征求过");
    expect(await world.says("wang", "征求 列表 好看的")).toContain("没听懂“好看的”，没列。");
  });

  test("what was handed over shows who has it until when, not when somebody is reminded of it", async () => {
    await world.says("sun", "/交办 王主任 路灯修好 期限：下周三");
    expect(await world.says("wang", "J1")).toMatch(
      /^J1 交办 .*\n路灯修好\n责任人 王建国 · 11月25日（周三）18:00前 · 孙国华记 · 待签收/,
    );
  });
});
