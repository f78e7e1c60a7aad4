import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, type World } from "../../world.ts";
import { last, openVillage } from "./village.ts";

let world: World;
afterEach(() => world.close());

const steps = [
  ["he", "支委会 今天 5/5 同意5"],
  ["wang", "两委会 今天 8/7 同意7"],
  ["he", "党员大会 今天 42/31 同意29 反对2"],
  ["wang", "免征求 当面说过"],
  ["sun", "同意"],
  ["wang", "已授权 2024年3月15日村民会议"],
  ["wang", "村代会 今天 36/31 同意28 反对2 弃权1"],
] as const;
async function decided(number: string): Promise<void> {
  for (const [who, said] of steps) await world.says(who, `${number} ${said}`);
}
const told = (who: string) => world.toChat(direct(who)).filter((text) => text.startsWith("您的建议"));

describe.each(engines)("one matter that was begun twice, on %s", (engine) => {
  test("goes on as one: both ways shown, its suggesters and authors learn, and it is taken apart again", async () => {
    world = await openVillage(engine);
    await world.says("li", "建议：三社的渠走东线");
    await world.says("xiuying", "建议：把渠修到菜地");
    await world.says("wang", "/议题 新建 修水渠走东线 来自：O1");
    await world.says("he", "/议题 新建 修三社水渠 来自：O2");
    await world.says("he", "M2 支委会 今天 5/5 同意5");
    expect(await world.says("he", "并入 M2 M1")).toBe(
      "M2 并入 M1 了：修水渠走东线。来自O2的也算到 M1。M2 记过的会留在 M2，不算到 M1。错了回“撤销”，以后要分开发：M2 分开",
    );
    expect(last(world, "wang")).toBe("M2“修三社水渠”并入 M1“修水渠走东线”了，以后说 M1。");
    expect(await world.says("he", "M2 两委会 今天 8/7 同意7")).toBe("M2 并入 M1 了，说 M1 就行。要分开发：M2 分开");
    expect(await world.says("he", "更正 M2 预算3万")).toContain("M2 并入 M1 了");
    expect(await world.says("he", "/会议 支委会 今天 5/5；M2 同意5；M1 同意5")).toBe(
      "都没记。M2 并入 M1 了，说 M1 就行。要分开发：M2 分开",
    );
    expect(await world.says("li", "异议 M2 太窄")).toBe("M2 并入 M1 了，说 M1 就行。");
    expect(await world.says("he", "M2")).toMatch(/^M2 .*：并入 M1\n/u);
    expect(await world.says("he", "M1")).toContain("来自O1、O2，并进来的M2");
    expect(await world.says("he", "/议题 列表")).toContain("修三社水渠（并入 M1）");
    expect(await world.says("wang", "/意见 列表")).toMatch(/O2.*→M1/u);

    // taken back at once it stands where it stood
    expect(await world.says("he", "撤销")).toContain("撤销了 M2");
    expect(await world.says("he", "M2")).toContain("：等两委会商议");
    expect(await world.says("he", "M1")).not.toContain("O2");
    expect(await world.says("he", "M2 并入M1")).toContain("M2 并入 M1 了");
    world.waits("2026-11-21T12:00+08:00");
    expect(await world.says("wang", "M2 分开")).toBe(
      "M2 和 M1 分开了，接着议。下一步：两委会商议，发：M2 两委会 12月1日 应到/实到 同意… 反对…。错了回“撤销”。",
    );
    expect(await world.says("wang", "M2 分开")).toBe("M2 没有并到别的议题。");

    await world.says("wang", "M2 并入 M1");
    await decided("M1");
    expect(told("xiuying")).toEqual([
      expect.stringContaining("您的建议（O2）进了议题 M2"),
      "您的建议（O2，M2 并入）在村民代表会议定了：修水渠走东线（M1）。",
    ]);
    expect(told("li")).toHaveLength(2);
    expect(await world.says("wang", "/议题 建议")).toContain("建议2→决议1（50.0%）；采纳建议2条（100.0%）");
    await world.says("wang", "M1 停 资金没批");
    expect(told("xiuying")).toHaveLength(3);
  });

  test("is offered to whoever types the same title, and refused in words where it cannot be", async () => {
    world = await openVillage(engine);
    await world.says("xiuying", "建议：三社装路灯");
    await world.says("wang", "/议题 新建 三社装路灯");
    expect(await world.says("he", "/议题 新建 三社装路灯 来自：O1")).toBe(
      "东卧牛村已经有 M1 三社装路灯。①并入 M1 ②另开一个",
    );
    expect(await world.says("he", "1")).toBe(
      "并入 M1 了：三社装路灯，您提的记作 M2。来自O1的也算到 M1。错了回“撤销”，M2 就单独议。",
    );
    expect(told("xiuying")).toEqual(["您的建议（O1）进了议题 M1：三社装路灯。"]);
    expect(last(world, "wang")).toContain("M2“三社装路灯”并入 M1");
    expect(await world.says("he", "撤销")).toContain("撤销了 M2（东卧牛 三社装路灯）的并入");
    expect(await world.says("he", "恢复")).toBe("撤销的是 M2 的并入，要的话请再发一次。");
    expect(await world.says("wang", "M1")).not.toContain("O1");

    await world.says("he", "/议题 新建 修水渠");
    await world.says("he", "/议题 新建 修水塘");
    for (const [who, said, answer] of [
      ["he", "M3 并入 M3", "M3 就是这一个"],
      ["he", "M3 并入 M9", "东卧牛村没有 M9"],
      ["he", "M3 并入", "并到哪个议题？"],
      ["he", "M3 同 M1", "M1 也是本村的。是同一件事发：M3 并入 M1"],
      ["zhou", "M3 并入 M1", "由东卧牛村的干部来记"],
      ["li", "M3 并入 M1", "没有您能动的 M3"],
    ] as const)
      expect([said, await world.says(who, said)]).toEqual([said, expect.stringContaining(answer)]);
    await world.says("he", "M4 并入 M3");
    expect(await world.says("he", "M1 并入 M4")).toBe("M4 自己并入 M3 了，请发：M1 并入 M3");
    expect(await world.says("he", "M3 并入 M1")).toBe("M3 里并进来过 M4，请反过来：别的并入 M3。");
    await world.says("he", "M3 停 不修了");
    expect(await world.says("he", "M1 并入 M3")).toBe("M3 停了，并不进去。");
    await decided("M1");
    await world.says("he", "/议题 新建 村口装路灯");
    expect(await world.says("he", "M1 并入 M5")).toContain("M1 已经决议了，不能并");
    expect(await world.says("he", "M5 并入 M1")).toContain("M5 并入 M1 了");
  });
});

test("what goes into another one while that one ends is refused", async () => {
  world = await openVillage("postgres");
  await world.says("he", "/议题 新建 修水渠");
  await world.says("he", "/议题 新建 修水塘");
  const { store } = world;
  const [into] = await store.read.records.find(["town"], ["motion"], 2);
  if (!into) throw new Error("there is no M2");
  // another process ends it, and has not committed
  const ending = store.write(async (tables) => {
    await tables.records.change(into, { state: "stopped" });
    await sleep(500);
  });
  const answer = world.says("he", "M1 并入 M2");
  await ending;
  // a machine that is busy reads it after
  expect(await answer).toMatch(/^M2 (刚被别人动过|停了)/u);
});
