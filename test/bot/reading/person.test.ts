import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, openWorld, type World } from "../../world.ts";

describe.each(engines)("whom a reminder is for, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.store.write(async (tables) => {
      const person = { awayCity: null, partyMember: false, phone: null, now: world.now() };
      for (const name of ["周一鸣", "明亮"]) {
        const id = await tables.people.add({ ...person, name, homePlaceId: "东卧牛村一社" });
        await tables.people.nameAccount(`sandbox:${name}`, id);
      }
    });
    for (const who of ["周一鸣", "明亮", "wang"]) await world.says(who, "你好");
  });
  afterEach(() => world.close());

  test("is said by a name, also one that begins like a day", async () => {
    expect(await world.says("wang", "/提醒 周一鸣 明天9点 交表")).toContain("提醒周一鸣“交表”");
    expect(await world.says("wang", "/提醒 周一鸣明天9点交表格")).toContain("提醒周一鸣“交表格”");
    expect(await world.says("wang", "/提醒 明亮 明天9点 开会")).toContain("提醒明亮“开会”");
  });

  test("is oneself where a time comes first, and nobody is looked for: 明 is a surname too", async () => {
    const cost = async (text: string) => {
      const before = world.store.executed();
      expect(await world.says("wang", text, direct("wang"))).toContain("提醒您");
      return world.store.executed() - before;
    };
    await cost("/提醒 9点半 开例会");
    const without = await cost("/提醒 10点半 交材料");
    expect(await cost("/提醒 明天9点 开会")).toBe(without);
    expect(await cost("/提醒 明早八点 浇水")).toBe(without);
  });
});
