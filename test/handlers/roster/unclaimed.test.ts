import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("/登记 待认 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  const speaks = (who: string, card: string, where = group("village")) => {
    world.waits(new Date(world.now() + 60_000).toISOString());
    return world.says(who, "意见：路灯不亮", where, {
      sender: { account: `sandbox:${who}`, shortAccount: `sandbox:${who}`, name: card },
    });
  };

  test("shows who spoke and is nobody yet, with what the group card hints at, and proves nothing by it", async () => {
    await world.says("wang", "/登记 王强 东卧牛村三社");
    await speaks("q", "东卧牛-王强-在苏州");
    await speaks("r", "东卧牛-赵铁柱-昆山打工");
    await speaks("s", "平安是福13800001309");
    await speaks("t", "王秀英");
    await speaks("li", "东卧牛-李大山");
    expect(await world.says("wang", "/登记 待认")).toBe(
      [
        "说过话、还没认领的：",
        "“王秀英”：名册上有王秀英（东卧牛村一社），是他就发：/发码 王秀英",
        "“平安是福138****1309”：认不出是谁，请问本人。",
        "“东卧牛-赵铁柱-昆山打工”：名册上没有赵铁柱，是本村的就发：/登记 赵铁柱 新会镇东卧牛村 外出：昆山",
        "“东卧牛-王强-在苏州”：名册上有王强（东卧牛村三社），是他就发：/发码 王强",
        "群名片谁都能改，当面问过是本人再给码。",
      ].join("\n"),
    );
    // the secretary of the town knows two of the name
    expect(await world.says("sun", "/登记 待认")).toContain("“王秀英”：名册上有2个王秀英，问清是谁再发码。");
    // the card opens nothing
    expect(await world.says("q", "查我的")).not.toContain("王强");
    const code = /[A-Za-z0-9-]{10,}/.exec(await world.says("wang", "/发码 王强"))?.[0] ?? "";
    await world.says("q", `/认领 ${code}`);
    expect(await world.says("wang", "/登记 待认")).not.toContain("王强");
  });

  test("is for those who register, one-to-one, of their own place, and of the last month", async () => {
    expect(await world.says("wang", "/登记 待认")).toBe("一个月里说过话的都认领了。");
    await speaks("q", "东卧牛-王强-在苏州");
    expect(await world.says("li", "/登记 待认")).toContain("要干部才能用");
    expect(await world.says("wang", "/登记 待认", group("office"))).not.toContain("王强");
    expect(world.toChat(direct("wang")).at(-1)).not.toContain("“东卧牛-王强");
    await world.says("sun", "/登记 马骏 石门村 岗位：干部");
    const code = /[A-Za-z0-9-]{10,}/.exec(await world.says("sun", "/发码 马骏"))?.[0] ?? "";
    await world.says("ma", `/认领 ${code}`);
    expect(await world.says("ma", "/登记 待认")).toBe("一个月里说过话的都认领了。");
    world.waits("2026-12-25T10:00:00+08:00");
    expect(await world.says("wang", "/登记 待认")).toBe("一个月里说过话的都认领了。");
  });
});
