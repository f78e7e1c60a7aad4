import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { placesVersion } from "../../../src/store/tables/places.ts";
import { direct, engines, openWorld, type World } from "../../world.ts";

describe.each(engines)("two towns that count their own numbers, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.store.write(async (tables) => {
      const stone = { id: "stone", parent_id: "county", level: "town", level_word: "", name: "石门镇" } as const;
      await tables.places.put({ ...stone, path: "/county/stone/", town_id: "stone" }, []);
      const village2 = { id: "stone1", parent_id: "stone", level: "village", level_word: "", name: "石头村" } as const;
      await tables.places.put({ ...village2, path: "/county/stone/stone1/", town_id: "stone" }, []);
      const put = async (account: string, role: "secretary" | "cadre" | "villager", placeId: string) => {
        const homePlaceId = role === "villager" ? placeId : null;
        const person = { name: account, homePlaceId, awayCity: null, partyMember: false, phone: null };
        const personId = await tables.people.add({ ...person, now: world.now() });
        if (role !== "villager") await tables.people.addPost({ personId, role, placeId, title: "", now: world.now() });
        await tables.people.nameAccount(`sandbox:${account}`, personId);
      };
      await put("county", "secretary", "county");
      await put("shi", "villager", "stone1");
      await put("shigan", "cadre", "stone1");
      await tables.settings.set(placesVersion, "2");
    });
  });
  afterEach(() => world.close());

  test("a number that stands in two towns is asked about, with the town's name", async () => {
    await world.says("li", "三社水管漏了");
    await world.says("shi", "石头村的路灯坏了");
    expect(await world.says("county", "/答复 O1 派人去看")).toMatch(/①石门镇 O1 ②新会镇 O1/);
    expect(await world.says("county", "①")).toBe("O1 的答复发回本人了。");
    expect(world.toChat(direct("shi")).at(-1)).toContain("派人去看");
    expect(world.toChat(direct("li")).join()).not.toContain("派人去看");
  });

  test("somebody else's number is refused, and the try is noted", async () => {
    await world.says("shi", "石头村的路灯坏了");
    await world.says("shi", "桥头的灯也坏了");
    expect(await world.says("wang", "/答复 O2 不归我管")).toContain("您管的地方没有 O2");
    expect(await world.store.read.audit.of("答复")).toMatchObject([{ account: "sandbox:wang", action: "refused" }]);
  });

  test("a list of both says the town before the number", async () => {
    await world.says("li", "三社水管漏了");
    await world.says("shi", "石头村的路灯坏了");
    const list = await world.says("county", "/意见 列表");
    expect(list).toMatch(/^新会镇 O1 .*水管/m);
    expect(list).toMatch(/^石门镇 O1 .*路灯/m);
    expect(await world.says("wang", "/意见 列表")).toMatch(/^O1 .*水管/m);
  });

  test("a card is opened of the one that is chosen", async () => {
    await world.says("li", "三社水管漏了");
    await world.says("shi", "石头村的路灯坏了");
    expect(await world.says("county", "O1")).toMatch(/①石门镇 O1 ②新会镇 O1/);
    expect(await world.says("county", "②")).toContain("三社水管漏了");
  });

  test("a reminder's number is one's own, never another town's", async () => {
    await world.says("shigan", "/提醒 11点 开会");
    expect(await world.says("wang", "取消 R1")).not.toContain("已取消");
    await world.says("wang", "/提醒 11点 交表");
    expect(await world.says("wang", "取消 R1")).toMatch(/^已取消 R1（.+）。$/);
    await world.passes("2026-11-21T11:01:00+08:00");
    expect(world.toChat(direct("shigan")).at(-1)).toContain("R1 开会");
    expect(world.toChat(direct("wang")).join()).not.toContain("【提醒】");
  });
});
