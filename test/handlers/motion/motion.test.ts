import { afterEach, describe, expect, test } from "@jest/globals";
import { direct, engines, type World } from "../../world.ts";
import { inGroup, last, openVillage, villageGroup } from "./village.ts";

let world: World;
afterEach(() => world.close());

describe.each(engines)("a motion of a village, on %s", (engine) => {
  test("goes by eleven lines from its beginning to its end, and its suggester hears three times", async () => {
    world = await openVillage(engine);
    expect(await world.says("li", "意见：三社的渠要走东线")).toContain("收到 O1");
    expect(await world.says("wang", "/议题 新建 修水渠走东线 来自：O1 预算：12万元 完成：明年3月底")).toBe(
      "建好了 M1：修水渠走东线（东卧牛村，4+2，2027年3月31日前完成）。来自1条，提的人告诉了。下一步：支委会提议，发：M1 支委会 12月1日 应到/实到 同意… 反对…。错了回“撤销”。",
    );
    expect(last(world, "li")).toContain("您的建议（O1）进了议题 M1：修水渠走东线。");
    expect(await world.says("he", "支委会 11月19日 5/5 同意5")).toContain(
      "M1 记下了：支委会11月19日（周四）（补记） 应到5 实到5（至少3） 同意5（至少3），通过。依据：本县规定。下一步：两委会商议",
    );
    expect(await world.says("wang", "M1 两委会 11月19日 7/8 同意6 弃权1")).toContain("应到写在前面：应到8、实到7吗？");
    expect(await world.says("wang", "取消")).not.toBe("");
    expect(await world.says("wang", "M1 两委会 11月19日 8/7 同意6 弃权1")).toContain("通过");
    expect(await world.says("he", "M1 党员大会 11月20日 应到42 实到31 同意29 反对2")).toContain(
      "应到42 实到31（至少21） 同意29（至少22）反对2，通过。依据：党支部工作条例（试行）第十一条。下一步：征求在外的人",
    );
    expect(await world.says("wang", "M1 征求 截止：11月25日18:00")).toContain("截止要在19:00以后");
    expect(await world.says("wang", "M1 征求 截止：11月22日21:00")).toContain("征求至少3天");
    expect(await world.says("wang", "M1 征求 截止：11月25日21:00")).toContain("M1 开始征求：C1");
    expect(inGroup(world)).toContain("修水渠走东线（征求意见，不是表决）");
    expect(await world.says("wang", "M1 村代会 11月21日 36/31 同意28 反对2 弃权1")).toContain("先补征求在外的人");
    await world.says("li", "同意", villageGroup);
    await world.passes("2026-11-25T21:05+08:00");
    await world.passes("2026-11-25T21:09+08:00");
    await world.passes("2026-11-26T08:10+08:00");
    expect(last(world, "wang")).toContain("M1 征求截止：1人说话，在外1人，同意1。下一步：村民代表会议或村民会议决议");
    expect(await world.says("wang", "M1 村代会 11月25日 36/31 同意28 反对2 弃权1")).toContain(
      "没有登记村民会议授权。回“已授权",
    );
    expect(await world.says("wang", "已授权 2024年3月15日村民会议")).toContain(
      "应到36 实到31（至少24） 同意28（至少16）反对2 弃权1，通过。依据：村民委员会组织法第三十条。下一步：决议公布，发：M1 公布。",
    );
    expect(last(world, "li")).toContain("您的建议（O1）在村民代表会议定了：修水渠走东线（M1）。");

    const proof = await world.says("wang", "M1 公布");
    expect(proof).toContain(
      "【决议公布 M1】东卧牛村 修水渠走东线\n11月25日村民代表会议：应到36，实到31，同意28、反对2、弃权1，通过（村民委员会组织法第三十条，2024年3月15日村民会议授权）。\n群内征求意见（不是表决）：1人说话，在外1人，同意1。\n预算12万元，2027年3月31日前完成。\n有异议：12月3日（周四）18:00前引用本条写“异议 …”，或私聊我“异议 M1 …”。公示到12月11日。",
    );
    expect(await world.says("wang", "发")).toContain("M1 交给陈守正看");
    expect(last(world, "chen")).toContain("回“同意”发到村民群");
    const before = world.toChat(villageGroup).length;
    expect(await world.says("chen", "同意")).toBe("M1 同意公布，发到1个村民群。");
    await world.passes("2026-11-26T08:30+08:00");
    expect(world.toChat(villageGroup).slice(before).join()).toContain("【决议公布 M1】");
    expect(await world.says("wang", "M1 已上墙 14天")).toContain(
      "公布至少15天（村民委员会组织法第三十五条），14天不够。",
    );
    expect(await world.says("wang", "M1 已上墙")).toContain(
      "M1 11月26日上墙，12月3日（周四）18:00前可提异议，公示到12月11日（周五）18:00。",
    );
    expect(await world.says("xiuying", "异议 M1 线路占了我家菜地")).toContain("收到异议 O2，7个工作日内答复。");
    await world.passes("2026-12-03T18:01+08:00");
    expect(last(world, "wang")).toContain("M1 还有异议没答复：O2");
    await world.passes("2026-12-04T09:01+08:00");
    const asked = world.toChat(direct("wang")).filter((text) => text.includes("M1 还有异议没答复：O2"));
    expect(asked).toHaveLength(2);
    await world.says("wang", "/答复 O2 绕开菜地");
    await world.passes("2026-12-07T09:01+08:00");
    expect(last(world, "wang")).toContain("M1 的决议公布异议期满，1条异议都答复了。可以办了。下一步：结果公布");
    await world.passes("2026-12-11T18:01+08:00");
    expect(last(world, "wang")).toContain("M1 决议公示期满，公开栏可以取下。");

    expect(await world.says("wang", "M1 结果 硬化1.2公里，花12.3万，村监委验收")).toContain("收到异议1条，都答复了。");
    await world.says("wang", "发");
    await world.says("chen", "同意");
    await world.says("wang", "M1 已上墙");
    await world.passes("2026-12-18T18:01+08:00");
    expect(await world.says("wang", "M1")).toContain("公示中");
    await world.passes("2026-12-28T18:01+08:00");
    expect(last(world, "wang")).toContain("M1 办结");
    expect(last(world, "li")).toContain("您的建议（O1）办完了：修水渠走东线（M1）。");
    const told = world.toChat(direct("li")).filter((text) => text.includes("您的建议（O1）"));
    expect(told).toHaveLength(3);
    const whole = await world.says("wang", "/议题 证明 M1");
    expect(whole).toContain("决议公布（公示期满）");
    expect(whole).toContain("结果公布（公示期满）");
    expect(whole).toContain("异议1条：O2 答复了。");
    expect(await world.says("li", "公开")).toContain("M1 修水渠走东线：硬化1.2公里，花12.3万，村监委验收");
  });
});
