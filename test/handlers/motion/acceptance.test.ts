import { afterEach, describe, expect, test } from "@jest/globals";
import { chatKey } from "../../../src/bot/message.ts";
import { placesVersion } from "../../../src/store/tables/places.ts";
import { direct, engines, type World } from "../../world.ts";
import { inGroup, last, openVillage, villageGroup } from "./village.ts";

let world: World;
afterEach(() => world.close());

/** Where the only group of the village belongs from now on. */
const binds = (place: string) =>
  world.store.write((tables) => tables.groups.bind(chatKey(villageGroup), place, "village"));
async function published(text: string): Promise<string> {
  await world.says("wang", text);
  await world.says("wang", "发");
  return world.says("chen", "同意");
}

describe.each(engines)("on %s", (engine) => {
  test("a publication runs on the board without any group, and never in a group alone; nothing is done before both are over", async () => {
    world = await openVillage(engine);
    await world.says("wang", "/议题 新建 修三社机耕路 模板：小组事 地点：三社");
    await world.says("wang", "M1 小组会 11月20日 户30/25 同意25");
    await binds("西卧牛村");
    expect(await published("M1 公布")).toBe("M1 同意公布，村里没有绑定的村民群，没发出去。");
    expect(await world.says("wang", "M1 结果 修好了")).toContain("M1 正在公示");
    await world.says("wang", "M1 已上墙");
    await world.sleeps("2026-11-30T18:01+08:00");
    expect(await world.says("wang", "M1")).toContain("等结果公布");
    expect(await world.says("wang", "/议题 证明 M1")).toContain("没有村民群。");
    await binds("东卧牛村");
    expect(await published("M1 结果 修了800米")).toBe("M1 同意公布，发到1个村民群。");
    for (const day of ["2026-12-07T18:01+08:00", "2026-12-15T09:01+08:00", "2027-01-20T18:01+08:00"]) {
      await world.sleeps(day);
      expect(await world.says("wang", "M1")).toContain("还没上墙（仅群内），不算公示");
    }
    await world.says("wang", "M1 已上墙 1月20日");
    expect(await world.says("li", "异议 M1 边沟没修")).toContain("收到异议 O1");
    await world.sleeps("2027-02-04T18:01+08:00");
    expect(await world.says("wang", "M1")).toContain("公示中");
    await world.says("wang", "/答复 O1 下周补上");
    await world.sleeps("2027-02-05T09:01+08:00");
    expect(await world.says("wang", "M1")).toContain("：办结");
  });

  test("over two quarters exactly those who have not met are named, each of whom hears one line, and none on a day off", async () => {
    world = await openVillage(engine);
    await world.store.write(async (tables) => {
      for (const [account, name, place] of [
        ["xi", "西一民", "西卧牛村"],
        ["liu", "柳一民", "柳河村"],
      ] as const) {
        const id = await tables.people.add({
          ...{ name, homePlaceId: null, awayCity: null, partyMember: true, phone: null, now: world.now() },
        });
        await tables.people.addPost({ personId: id, role: "secretary", placeId: place, title: "", now: world.now() });
        await tables.people.nameAccount(`sandbox:${account}`, id);
      }
      await tables.holidays.put([{ day: "2026-12-02", kind: "休", name: "放假" }]);
      await tables.settings.set(placesVersion, "2");
    });
    for (const who of ["xi", "liu"]) await world.says(who, "帮助");
    const lines = (who: string) => world.toChat(direct(who)).filter((text) => text.includes("本季村民代表会议还没记"));
    const told = () => ["he", "xi", "liu"].map((who) => lines(who).length);
    await world.says("wang", "/会议 村代会 11月20日 36/30");
    await world.says("liu", "/会议 村代会 11月20日 30/10");
    await world.sleeps("2026-12-02T12:00+08:00");
    expect(told()).toEqual([0, 0, 0]);
    await world.sleeps("2026-12-03T09:11+08:00");
    await world.sleeps("2026-12-10T09:11+08:00");
    expect(told()).toEqual([0, 1, 1]);
    const met = await world.says("sun", "/议题 村代会");
    expect(met).toContain("本季 村代会 1/5村，未开：");
    for (const place of ["西卧牛", "李家湾", "柳河", "石门"]) expect(met).toContain(place);
    expect(met).not.toContain("东卧牛");
    expect(met).toContain("流会：柳河村11月20日");
    await world.sleeps("2027-01-15T10:00+08:00");
    expect(await world.says("sun", "/议题 村代会")).toContain("本季 村代会 0/5村");
    await world.says("xi", "/会议 村代会 1月14日 20/18");
    // paper minutes entered later count for their own day, and so for the quarter before
    await world.says("liu", "/会议 村代会 12月20日 30/28");
    await world.sleeps("2027-03-02T09:11+08:00");
    await world.sleeps("2027-03-10T09:11+08:00");
    expect(told()).toEqual([1, 1, 2]);
    expect(await world.says("sun", "/议题 村代会")).toContain("1/5村");
  });

  test("nothing that is published, proved or read by all holds a number of a person", async () => {
    world = await openVillage(engine);
    const secrets = ["13812345678", "370782196501012345"];
    await world.says(
      "wang",
      "/议题 新建 给李大山13812345678家门口修路 模板：小组事 地点：三社 预算：12万找13812345678",
    );
    await world.says("wang", "M1 小组会 11月20日 户30/25 同意25");
    await published("M1 公布");
    await world.says("wang", "M1 已上墙");
    await world.says("li", "异议 M1 占了我家地，身份证370782196501012345，电话13812345678");
    await world.says("wang", "/答复 O1 绕开");
    await world.sleeps("2026-11-30T18:01+08:00");
    await published("M1 结果 修好了，经手人身份证370782196501012345");
    await world.says("wang", "M1 已上墙");
    const shown = [
      ...world.toChat(villageGroup),
      await world.says("wang", "/议题 证明 M1"),
      await world.says("xiuying", "公开"),
      last(world, "chen"),
      inGroup(world),
    ].join("\n");
    expect(shown).toContain("【结果公布 M1】");
    for (const secret of secrets) expect(shown).not.toContain(secret);
    expect(shown).not.toContain("占了我家地");
  });
});
