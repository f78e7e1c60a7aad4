import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("/备谈 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("lists what is open in a village, by areas, as far as the asker may read it", async () => {
    expect(await world.says("zhou", "/备谈 东卧牛")).toBe("备谈 东卧牛村：没有记着没了结的事。");
    await world.says(
      "zhou",
      "/谈心 东卧牛 赫书记 班子和路灯 问题：路灯坏了三盏；问题：会开得太少；话题：民生事业；承诺：12月4日前修好路灯",
    );
    await world.says("zhou", "/走访 三社老李家 没事 问题：账目没公开；话题：廉政建设");
    await world.says("zhou", "/谈心 东卧牛 老马 问题：支委不团结；话题：村级班子");
    await world.says("li", "反映：三社的渠堵了");
    await world.passes("2026-11-23T10:00+08:00");
    const own = await world.says("zhou", "/备谈 东卧牛");
    expect(own).toContain("上次谈心：\nT2 11月21日 东卧牛村 老马\nT1 11月21日 东卧牛村 赫书记 班子和路灯");
    expect(own).toContain(
      [
        "记过的问题：",
        "T2 支委不团结（村级班子）",
        "T1-1 路灯坏了三盏（民生事业）",
        "T1-2 会开得太少（民生事业）",
        "V1 账目没公开（廉政建设）",
        "答应过的：",
        "T1 12月4日前修好路灯",
      ].join("\n"),
    );
    expect(own).toContain("没办完的意见1条：\nO1 三社的渠堵了（2天）");
    // another cadre of the village reads no talk that is not the own, a secretary all
    const other = await world.says("wang", "/备谈 东卧牛");
    expect(other).not.toContain("T1");
    expect(other).toContain("O1 三社的渠堵了");
    expect(await world.says("sun", "/备谈 东卧牛")).toContain("T1-1 路灯坏了三盏");
  });

  test("is for cadres of the place, privately, and asks which village", async () => {
    expect(await world.says("zhou", "/备谈")).toBe("去哪个村谈？");
    expect(await world.says("zhou", "石门")).toBe("备谈 石门村：没有记着没了结的事。");
    expect(await world.says("zhou", "/备谈 卧牛")).toContain("①");
    expect(await world.says("zhou", "②")).toContain("备谈 西卧牛村");
    expect(await world.says("wang", "/备谈 石门")).toContain("您的岗位在东卧牛村");
    expect(await world.says("li", "/备谈 东卧牛")).toContain("要干部才能用");
    expect(await world.says("zhou", "/备谈 石门", group("office"))).toBe("");
    expect(world.toChat(direct("zhou")).at(-1)).toContain("备谈 石门村");
  });

  test("a card numbers the problems, and says what was written down later and what was after work", async () => {
    await world.says("zhou", "/谈心 东卧牛 赫书记 路灯 问题：坏了三盏；问题：没人管；时间：昨晚8点");
    const card = await world.says("zhou", "T1");
    expect(card).toContain("问题：1 坏了三盏，2 没人管");
    expect(card).toContain("时段：晚间");
    expect(card).toContain("周明11月21日补记");
    await world.says("zhou", "/走访 三社老李家 下班后去坐了坐");
    expect(await world.says("zhou", "/覆盖 任务")).toContain("晚间串门 今年2个门");
    expect(await world.says("zhou", "/谈心 东卧牛 赫书记 低保 时间：今天上午9点")).toContain("T2");
    expect(await world.says("zhou", "T2")).not.toMatch(/补记|时段/);
  });
});
