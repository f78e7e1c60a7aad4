import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const office = group("office");
const village = group("village");

describe.each(engines)("whom a reminder is for, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    for (const who of ["wang", "zhou", "sun"]) await world.says(who, "你好");
  });
  afterEach(() => world.close());

  test("a group reads it at its time, and no person is asked to answer it", async () => {
    const set = "记下了 R1：11月22日（周日）9:00 提醒本群“村民代表会”。错了回“撤销”。";
    expect(await world.says("wang", "/提醒 本群 明天9点 村民代表会", village)).toBe(set);
    expect(await world.says("wang", "/提醒 明天9点 大家来领米", village)).toContain("提醒本群“大家来领米”");
    expect(await world.says("wang", "R1")).toContain("11月22日（周日）9:00 提醒东卧牛村村民群");
    await world.passes("2026-11-22T09:01:00+08:00");
    expect(world.toChat(village).at(-1)).toBe("【提醒】2件\nR1 王建国主任：村民代表会\nR2 王建国主任：大家来领米");
    expect(world.toChat(direct("wang")).join()).not.toContain("【提醒】");
    expect(await world.says("wang", "办好了")).toContain("最近一天没有提醒过您什么");
  });

  test.each(["大家", "全体村民", "群里的人", "村民群", "所有人"])("%s is the group", async (word) => {
    expect(await world.says("wang", `/提醒 ${word} 后天10点 清渠`, village)).toContain("提醒本群“清渠”");
  });

  test("in a group it is asked once where nobody was said", async () => {
    const asked = "提醒您自己，还是提醒本群？①您自己 ②本群";
    await world.says("wang", "/提醒 明天9点 村民代表会", village);
    expect(world.toChat(direct("wang")).at(-1)).toBe(asked);
    await world.says("wang", "②");
    expect(world.toChat(village).at(-1)).toContain("提醒本群“村民代表会”");
    await world.says("wang", "/提醒 后天9点 量地", village);
    await world.says("wang", "自己");
    expect(world.toChat(village).at(-1)).toContain("提醒王建国“量地”");
    expect(await world.says("wang", "/提醒 后天10点 量渠", village, { privately: null })).toBe(asked);
    expect(await world.says("wang", "1", village, { privately: null })).toContain("提醒王建国“量渠”");
    await world.passes("2026-11-22T09:01:00+08:00");
    expect(world.toChat(village).at(-1)).toBe("【提醒】R1 王建国主任提醒大家：村民代表会");
  });

  test("said to the bot in a village's group it is one's own, and no opinion", async () => {
    const at = { mentioned: true };
    expect(await world.says("wang", "@小助手 提醒我明天9点去镇里", village, at)).toContain("提醒王建国“去镇里”");
    expect(await world.says("li", "@小助手 提醒我明天9点去镇里", village, at)).toMatch(/^收到 O1/);
  });

  test("one-to-one the group is found, or asked for where there are several", async () => {
    expect(await world.says("wang", "提醒大家后天9点打扫卫生")).toContain("提醒东卧牛村村民群“打扫卫生”");
    expect(await world.says("zhou", "/提醒 工作群 后天9点 报表")).toContain("提醒新会镇工作群“报表”");
    expect(await world.says("zhou", "/提醒 大家 后天9点 交账")).toBe("提醒哪个群？①新会镇工作群 ②东卧牛村村民群");
    expect(await world.says("zhou", "②")).toContain("提醒东卧牛村村民群“交账”");
    await world.passes("2026-11-23T09:01:00+08:00");
    expect(world.toChat(office).at(-1)).toContain("周明提醒大家：报表");
    expect(world.toChat(village).at(-1)).toMatch(/2件[\s\S]*打扫卫生[\s\S]*交账/);
  });

  test("one who does not work there, what is private, and quiet hours are refused with what can be done", async () => {
    await world.says("wang", "/提醒 本群 明天9点 低保户赵大爷领米", village);
    expect(world.toChat(direct("wang")).at(-1)).toContain("这条有不便在群里说的，没记");
    await world.says("wang", "/提醒 本群 明天13点 开会", village);
    expect(world.toChat(direct("wang")).at(-1)).toContain(
      "可以改到11月22日（周日）14:00：/提醒 本群 11月22日（周日）14:00 开会",
    );
    await world.says("zhou", "/提醒 本群 每天22点 关灯", village);
    const [, again = ""] = /可以改到每天7:00：(\S.*)$/.exec(world.toChat(direct("zhou")).at(-1) ?? "") ?? [];
    expect(await world.says("zhou", again, village)).toContain("每天7:00 提醒本群“关灯”");
    expect(await world.says("wang", "提醒周明每天晚上十点半报数")).toContain(
      "可以改到每天7:00：/提醒 周明 每天7:00 报数",
    );
    expect(await world.says("wang", "/提醒 列表")).toBe("没有等着的提醒。");
  });

  test("each of several people is reminded, told who asks, and all fall with one 撤销", async () => {
    expect(await world.says("sun", "提醒周明、王建国明天9点带台账")).toBe(
      "记下了 R1、R2：11月22日（周日）9:00 提醒周明、王建国“带台账”。错了回“撤销”。",
    );
    expect(await world.says("sun", "撤销")).toMatch(/R1[\s\S]*R2/);
    expect(await world.says("sun", "/提醒 王建国和周明 明天10点 带章子")).toContain("提醒王建国、周明“带章子”");
    await world.passes("2026-11-22T10:01:00+08:00");
    expect(world.toChat(direct("zhou")).at(-1)).toContain("R4 孙国华书记提醒您：带章子");
    expect(world.toChat(direct("wang")).at(-1)).toContain("R3 孙国华书记提醒您：带章子");
  });

  test("whoever set it hears that it is done, refused, or reached nobody", async () => {
    await world.says("sun", "/提醒 周明 11点 交表");
    await world.says("sun", "/提醒 周明 明天9点 交账");
    await world.says("sun", "/提醒 王建国 明天9点 交粮");
    await world.passes("2026-11-21T11:01:00+08:00");
    await world.says("zhou", "办好了");
    expect(world.toChat(direct("sun")).at(-1)).toBe("您设的 R1“交表”，周明回了：办好了。");
    await world.says("zhou", "取消 R2");
    expect(world.toChat(direct("sun")).at(-1)).toBe("您设的 R2“交账”，周明取消了这个提醒。");
    await world.says("wang", "退订");
    await world.passes("2026-11-22T09:01:00+08:00");
    expect(world.toChat(direct("sun")).at(-1)).toBe("R3“交粮”没能提醒到：对方退订了消息。请打电话或当面说。");
    const told = world.toChat(direct("sun")).length;
    await world.says("sun", "/提醒 周明 后天9点 交柴");
    expect(await world.says("sun", "取消 R4")).toMatch(/^已取消 R4（.+）。$/);
    expect(world.toChat(direct("sun"))).toHaveLength(told + 2);
  });

  test("a name nobody bears is not taken for a matter without a word", async () => {
    for (const said of ["提醒刘大海明天9点交表", "/提醒 高考 明天9点 送考"]) {
      expect(await world.says("wang", said)).toMatch(/^名册里没有叫“.*”的。是件事、提醒您自己就回“是”/);
      expect(await world.says("wang", "是")).toMatch(
        /^记下了 R\d：11月22日（周日）9:00 提醒您“(?:刘大海.*交表|高考.*送考)”/,
      );
    }
  });
});
