import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, type World } from "../../world.ts";
import { last, openVillage } from "./village.ts";

let world: World;
afterEach(() => world.close());

/** Said with an id of its platform, by which it can be recalled. */
const says = (who: string, text: string, platformId: string) => world.says(who, text, direct(who), { platformId });
const recalls = (who: string, platformId: string) =>
  world.receives({ type: "recall", key: `r${platformId}`, platformId, chat: direct(who), sentAt: world.now() });

describe.each(engines)("what others went on from stands, on %s", (engine) => {
  test("a step of a motion with one after it, and the motion itself", async () => {
    world = await openVillage(engine);
    await says("wang", "/议题 新建 修水渠走东线", "p0");
    await says("he", "M1 支委会 11月20日 5/5 同意5", "p1");
    await says("wang", "M1 两委会 11月20日 8/7 同意7", "p2");
    await says("he", "M1 党员大会 11月20日 42/31 同意29 反对2", "p3");
    await recalls("wang", "p2");
    expect(last(world, "wang")).toBe("您撤回了消息，M1 的“两委会”还算数：后来又有了变化。看现在怎样：回“M1”。");
    expect(await world.says("wang", "M1")).toContain("：等征求在外的人");
    expect(await world.says("wang", "撤销 M1")).toContain("后来又有变化，撤不回了");
    expect(await world.says("wang", "M1")).toContain("8/7 同意7（补记） 通过");
    await recalls("wang", "p0");
    expect(last(world, "wang")).toBe("M1 后面记了步骤，不撤了。不办了发：M1 停 原因");
    // the last one is taken back with its message, and then the one before it
    await recalls("he", "p3");
    expect(await world.says("wang", "M1")).toContain("：等党员大会审议");
    await recalls("wang", "p2");
    expect(await world.says("wang", "M1")).toContain("：等两委会商议");
    expect(await world.says("he", "撤销 M1")).toContain("撤销了 M1");
    await recalls("wang", "p0");
    expect(await world.says("wang", "M1")).toContain("没有您能动的 M1");
  });

  test("words that were put right once more, and a time that was put off once more", async () => {
    world = await openVillage(engine);
    await world.says("wang", "/谈心 东卧牛 赫书记 路灯");
    await says("wang", "更正 T1 三社路灯不亮", "p1");
    await says("wang", "更正 T1 三社路灯坏了两盏", "p2");
    await recalls("wang", "p1");
    expect(last(world, "wang")).toContain("您撤回了消息，T1 的“更正”还算数");
    expect(await world.says("wang", "T1")).toContain("坏了两盏");
    await recalls("wang", "p2");
    expect(await world.says("wang", "T1")).toContain("三社路灯不亮");

    await world.says("zhou", "/提醒 今天18:00 开喇叭");
    await says("zhou", "推迟 R1 1小时", "p3");
    await says("zhou", "推迟 R1 1小时", "p4");
    const put = await world.says("zhou", "R1");
    await recalls("zhou", "p3");
    expect(last(world, "zhou")).toContain("R1 的“推迟”还算数");
    expect(await world.says("zhou", "R1")).toBe(put);
  });
});
