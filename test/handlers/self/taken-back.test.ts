import { afterEach, describe, expect, test } from "@jest/globals";
import { chatKey } from "../../../src/bot/message.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

let world: World;
afterEach(() => world.close());
const last = (who: string) => world.toChat(direct(who)).at(-1) ?? "";

describe.each(engines)("what was told and is taken back, on %s", (engine) => {
  test("a question is taken back in every group that was asked, an answer where it was given", async () => {
    world = await openWorld({ engine });
    await world.store.write(async ({ groups }) => {
      await groups.meet(chatKey(group("village2")), world.now(), "all");
      await groups.bind(chatKey(group("village2")), "李家湾村", "village");
    });
    await world.passes("2026-11-21T15:00+08:00");
    for (const chat of ["village", "village2"]) await world.says("xiuying", "大家好", group(chat));
    await world.says("sun", "/征求 修水渠走东线还是西线？ 选项：东线/西线 截止：周五 群：全部");
    for (const chat of ["village", "village2"]) expect(world.toChat(group(chat)).at(-1)).toContain("【征求 C1】");
    const two = ["village", "village2"].map((chat) => group(chat));
    expect(await world.says("sun", "更正 C1 选项：东线/南线")).toContain("C1 更正了");
    expect(await world.says("sun", "撤销")).toContain("撤销了 C1");
    for (const chat of two) expect(world.toChat(chat).at(-1)).toBe("【C1】刚才的更正撤回了，还按原来的。");
    await world.says("xiuying", "西线", group("village"));
    world.waits(new Date(world.now() + 60_000).toISOString());
    const until = { platformId: "p7" };
    await world.says("sun", "更正 C1 截止：周六18:00", direct("sun"), until);
    await world.receives({ type: "recall", key: "r7", chat: direct("sun"), sentAt: world.now(), ...until });
    for (const chat of two) expect(world.toChat(chat).at(-1)).toBe("【C1】刚才的更正撤回了，还按原来的。");
    expect(await world.says("sun", "/征求 结果 C1")).toBe("【C1】已收1人：东线0，西线1。周五18:00截止。");
    world.waits(new Date(world.now() + 60_000).toISOString());
    expect(await world.says("sun", "撤销 C1")).toContain("撤销了 C1");
    for (const chat of ["village", "village2"])
      expect(world.toChat(group(chat)).at(-1)).toBe("【C1】不征求了，说过的不算数。");

    await world.says("li", "三社路灯不亮");
    await world.says("zhou", "帮助");
    expect(await world.says("sun", "/转 O1 周明")).toContain("O1 转周明");
    expect(last("li")).toContain("已转周明");
    expect(await world.says("sun", "撤销 O1")).toContain("的转");
    expect(last("li")).toBe("O1 刚才说的“转”弄错了，撤回了，有了结果再告诉您。");
    // what nobody was told is taken back in silence
    await world.says("wang", "/提醒 明天9点 开会");
    expect(await world.says("wang", "取消 R1")).toBe("已取消 R1（开会）。");
  });
});

test("a delicate visit says under which word it was kept, and none of what was said", async () => {
  world = await openWorld();
  expect(await world.says("wang", "/走访 三社 老李家 揭不开锅 类别：困难户")).toBe(
    "记下了 V1：11月21日 走访 东卧牛村三社（困难户）。内容加密存了，只有您和上级看得到。错了回“撤销”。",
  );
  expect(await world.says("wang", "/走访 卧牛三社老李家漏雨")).toContain("走访 东卧牛村三社 老李家");
});
