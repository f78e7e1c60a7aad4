import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { loadReference } from "../../../src/bot/places.ts";
import { readPairings } from "../../../src/import/recognise-pairings.ts";
import { writePairings } from "../../../src/import/write-pairings.ts";
import { table } from "../../import/tables.ts";
import { engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("/包联 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.store.write(async (tables) => {
      const { places } = await loadReference(tables);
      const lines = ["周明,石门村,包村", "周明,柳河村,包村", "周明,东卧牛村/王秀英,联户", "孙国华,东卧牛村,第一书记"];
      const { good, bad } = await readPairings(table("干部,对象,类别", ...lines), places.index, tables);
      expect(bad).toEqual([]);
      await writePairings(good, tables, world.now());
    });
  });
  afterEach(() => world.close());

  test("says the gaps both ways to whoever leads, with one's own first", async () => {
    expect(await world.says("sun", "/包联")).toBe(
      [
        "您包联：第一书记 东卧牛村",
        "包村 2/5村，没人包：东卧牛村、李家湾村、西卧牛村",
        "第一书记 1/5村，没有：李家湾村、柳河村、石门村、西卧牛村",
        "没有包村的干部：孙国华",
        "没有联户的干部：孙国华",
      ].join("\n"),
    );
    expect(await world.says("admin", "/包联 新会镇")).toContain("包村 2/5村");
  });

  test("says one's own to a cadre, and who a village has", async () => {
    expect(await world.says("zhou", "/包联")).toBe("您包联：包村 石门村、柳河村；联户 王秀英");
    expect(await world.says("wang", "/包联")).toContain("您没有包联的村和户");
    expect(await world.says("zhou", "/包联 石门村")).toBe("石门村：包村 周明");
    expect(await world.says("wang", "/包联 东卧牛村")).toBe("东卧牛村：第一书记 孙国华\n联户1户：周明→王秀英");
    expect(await world.says("zhou", "/包联 李家湾村")).toBe("李家湾村还没有人包。");
  });

  test("says what a person has; households only to those who work where they live", async () => {
    expect(await world.says("sun", "/包联 周明")).toBe("周明：包村 石门村、柳河村；联户 王秀英");
    await world.store.write(async (tables) => {
      const personId = await tables.people.add({
        ...{ name: "石小川", homePlaceId: null, awayCity: null, partyMember: false, phone: null },
        now: world.now(),
      });
      await tables.people.addPost({ personId, role: "cadre", placeId: "石门村", title: "", now: world.now() });
      await tables.people.nameAccount("sandbox:shi", personId);
    });
    expect(await world.says("shi", "/包联 东卧牛村")).toBe("东卧牛村：第一书记 孙国华");
    expect(await world.says("shi", "/包联 新会镇")).toBe("这里不归您管。看一个村：/包联 东卧牛村");
    expect(await world.says("zhou", "/包联 赫振山")).toBe("赫振山没有包联。");
  });

  test("is answered one-to-one when asked in the cadres' group, and is nothing for villagers", async () => {
    expect(await world.says("zhou", "/包联", group("office"))).toBe("");
    expect(await world.says("li", "/包联")).toContain("要干部才能用");
  });
});
