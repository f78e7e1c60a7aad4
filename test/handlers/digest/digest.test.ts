import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Role } from "../../../src/store/schema.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("/简报 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    // a Thursday
    world = await openWorld({ engine, startAt: Date.parse("2026-11-26T10:00:00+08:00") });
  });
  afterEach(() => world.close());

  const village = group("village");
  const join = (name: string, account: string, posts: readonly [Role, string][]) =>
    world.store.write(async (tables) => {
      const now = world.now();
      const person = { name, homePlaceId: null, awayCity: null, partyMember: false, phone: null, now };
      const personId = await tables.people.add(person);
      for (const [role, placeId] of posts) await tables.people.addPost({ personId, role, placeId, title: "", now });
      await tables.people.nameAccount(`sandbox:${account}`, personId);
    });

  test("of today, by whatever name, is composed now", async () => {
    await world.says("li", "意见：路灯不亮", village);
    const today = "11月26日 新会镇\n意见 新增1（外出1），未答复1";
    for (const words of ["/简报", "/简报 今天", "/简报 11月26日", "/简报 26号", "/今日"])
      expect([words, await world.says("sun", words)]).toEqual([words, today]);
  });

  test("of a day gone by is what was composed that day", async () => {
    await world.says("sun", "你好");
    await world.says("li", "意见：路灯不亮", village);
    await world.passes("2026-11-27T09:00:00+08:00");
    const told = world.toChat(direct("sun")).at(-1);
    await world.says("xiuying", "意见：井水浑", village);
    await world.passes("2026-11-28T09:00:00+08:00");
    for (const words of ["/简报 昨天", "/简报 11月27日", "/简报 周五"])
      expect([words, await world.says("sun", words)]).toEqual([words, told]);
  });

  test("of a day without one says of which days there is one", async () => {
    expect(await world.says("sun", "/简报 昨天")).toBe("11月25日没有简报。现在的情况发“/简报”看。");
    await world.says("li", "意见：路灯不亮", village);
    await world.passes("2026-11-27T09:00:00+08:00");
    expect(await world.says("sun", "/简报 11月26日")).toBe("11月26日没有简报。最近的是11月27日的。例：/简报 11月27日");
  });

  test("of a day to come, or of no day, says what there is", async () => {
    const what = "能看今日的、本周的、上周的，或近一个月里发过的一天的。例：/简报 昨天";
    for (const words of ["11月30日", "明天", "11月31日", "上个月"])
      expect(await world.says("sun", `/简报 ${words}`)).toBe(`没有“${words}”的简报。${what}`);
    for (const words of ["东卧牛", "昨天的意见", "谈心"])
      expect(await world.says("sun", `/简报 ${words}`)).toBe(`没听懂“${words}”。${what}`);
  });

  test("of two villages tells of both, the reader's own matters once", async () => {
    await join("马德", "ma", [
      ["secretary", "柳河村"],
      ["cadre", "town"],
      ["secretary", "东卧牛村"],
    ]);
    await world.says("wang", "/谈心 东卧牛 赫书记 低保", group("office"));
    await world.says("li", "意见：三社路灯不亮", village);
    await world.says("ma", "/意见 柳河村 井水浑");
    await world.says("ma", "/提醒 下午3点 交材料");
    expect(await world.says("ma", "/简报")).toBe(
      [
        "11月26日 柳河、东卧牛",
        "东卧牛 谈心 1/1村（本周+1）",
        "柳河 意见 新增1，未答复1",
        "东卧牛 意见 新增1（外出1），未答复1",
        "提醒 今天1件：15:00 交材料",
      ].join("\n"),
    );
  });

  test("of a town and a village in it tells of the town", async () => {
    await join("马德", "ma", [
      ["secretary", "东卧牛村"],
      ["secretary", "town"],
    ]);
    await world.says("li", "意见：三社路灯不亮", village);
    expect(await world.says("ma", "/简报")).toBe("11月26日 新会镇\n意见 新增1（外出1），未答复1");
  });

  test("may be forwarded: of what a record or a delicate reminder says it has the number", async () => {
    await world.says("sun", "/谈心 东卧牛 赵大爷 低保没批 承诺：今天下午3点前回话", direct("sun"));
    await world.says("sun", "/提醒 下午4点 给困难户赵大爷送药");
    await world.says("sun", "/提醒 下午5点 村民代表会");
    const text = await world.says("sun", "/简报");
    expect(text).toMatch(/提醒 今天3件：\d+:\d\d R1；16:00 R2；17:00 村民代表会$/);
    expect(text).not.toMatch(/赵|低保|困难/);
  });

  test("offers what shows all that its lines count where a chat has buttons, and a tap is the word", async () => {
    const buttons: (readonly string[])[] = [];
    world.sendWith((message) => {
      buttons.push(message.buttons?.list.map(({ says }) => says) ?? []);
      return { outcome: "sent" };
    });
    await world.says("sun", "你好");
    await world.says("wang", "/谈心 东卧牛 赫书记 低保", group("office"));
    await world.says("li", "意见：三社路灯不亮", village);
    const offered = ["查 未谈的", "查 未答复的"];
    for (const ask of [() => world.says("sun", "/简报"), () => world.passes("2026-11-27T09:00:00+08:00")]) {
      buttons.length = 0;
      await ask();
      expect(buttons).toContainEqual(offered);
    }
    expect(world.toChat(direct("sun")).at(-1)).not.toContain("回“");
    expect(await world.says("sun", "查 未谈的")).toContain("西卧牛");
    expect(await world.says("sun", "查 未答复的")).toContain("三社路灯不亮");
    await world.says("wang", "/答复 O1 明天修");
    buttons.length = 0;
    await world.says("sun", "/简报");
    expect(buttons).toEqual([["查 未谈的"]]);
  });

  test("is for those who lead a place", async () => {
    expect(await world.says("wang", "/简报")).not.toContain("11月26日");
    expect(await world.says("li", "/简报")).not.toContain("11月26日");
  });
});
