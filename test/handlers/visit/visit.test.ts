import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { placesVersion } from "../../../src/store/tables/places.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

describe.each(engines)("visits on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  describe("/走访", () => {
    test("takes the section of one's own village and the day", async () => {
      expect(await world.says("wang", "/走访 三社老李家 屋顶漏 问题：要换瓦；时间：昨天")).toBe(
        "记下了 V1：11月20日 走访 东卧牛村三社 老李家（屋顶漏）（您写的昨天，记11月20日）。错了回“撤销”。",
      );
    });

    test("counts at every level of the tree", async () => {
      await world.says("wang", "/走访 三社老李家 屋顶漏");
      expect(await world.says("sun", "/覆盖 走访")).toContain("走访 村1/5（本周+1） 社1/6（本周+1）");
    });

    test("where nothing lies below the villages a digest counts these, and names those that are missing", async () => {
      await world.store.write(async (tables) => {
        for (const [id, parent, name, path] of [
          ["flat", "county", "石桥镇", "/county/flat/"],
          ["flat1", "flat", "上坪村", "/county/flat/flat1/"],
          ["flat2", "flat", "下坪村", "/county/flat/flat2/"],
        ] as const)
          await tables.places.put(
            {
              ...{ id, parent_id: parent, level: parent === "flat" ? "village" : "town", level_word: "", name, path },
              town_id: "flat",
            },
            [],
          );
        for (const [account, placeId] of [
          ["flathead", "flat"],
          ["flatone", "flat1"],
        ] as const) {
          const person = { homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: world.now() };
          const personId = await tables.people.add({ ...person, name: `纪${account === "flathead" ? "大" : "小"}山` });
          await tables.people.addPost({ personId, role: "secretary", placeId, title: "", now: world.now() });
          await tables.people.nameAccount(`sandbox:${account}`, personId);
        }
        await tables.settings.set(placesVersion, "flat");
      });
      expect(await world.says("flathead", "/本周")).not.toContain("走访 ");
      await world.says("flatone", "/走访 老李家 屋顶漏");
      expect(await world.says("flathead", "/本周")).toContain("走访 1/2村（本周+1），未走：下坪");
      // of one village that is nobody's figure
      expect(await world.says("flatone", "/本周")).not.toMatch(/走访 .*1\/1/u);
    });

    test.each(["/走访 二社 困難戶老赵 断粮", "/走访 二社老赵家 断粮 问题：上访户"])(
      "knows a household in need by any script and in any field: %s",
      async (text) => {
        await world.says("wang", text, group("office"));
        expect(world.toChat(direct("wang")).at(-1)).toBe("这类走访只能私聊我记，不在群里说。");
      },
    );

    test("takes any category of a household for a private matter", async () => {
      expect(await world.says("wang", "/走访 二社老钱家 屋顶漏 类别：一般户", group("office"))).toBe("");
      expect(world.toChat(direct("wang")).at(-1)).toBe("这类走访只能私聊我记，不在群里说。");
    });

    test.each(["五保户", "低保户", "信访户", "困难", "监测户"])("%s is such a category", async (category) => {
      expect(await world.says("wang", `/走访 二社老赵家 断粮 类别：${category}`, group("office"))).toBe("");
      expect(await world.store.read.records.mine("sandbox:wang", null, 1)).toEqual([]);
    });

    test("what was promised to a household in need comes one-to-one or not at all", async () => {
      const groups = () => [...world.toChat(group("office")), ...world.toChat(group("village"))].join();
      await world.says("wang", "/走访 三社赵大爷 断粮 类别：困难户 承诺：12月1日前送米");
      await world.passes("2026-12-01T09:01:00+08:00");
      expect(world.toChat(direct("wang")).at(-1)).toContain("送米");
      await world.says("wang", "/走访 三社赵大爷 又断粮 类别：困难户 承诺：12月2日前送油");
      world.sendWith(({ to }) =>
        to.kind === "direct" ? { outcome: "refused", error: "no friend" } : { outcome: "sent" },
      );
      await world.passes("2026-12-02T09:01:00+08:00");
      expect(groups()).not.toMatch(/赵大爷|送米|送油|断粮|困难/);
    });

    test("keeps a household in need out of groups and encrypted at rest", async () => {
      expect(await world.says("wang", "/走访 二社老赵家 断粮 类别：困难户", group("office"))).toBe("");
      expect(world.toChat(direct("wang")).at(-1)).toBe("这类走访只能私聊我记，不在群里说。");
      expect(await world.says("wang", "/走访 二社老赵家 断粮 类别：困难户")).toBe(
        "记下了 V1：11月21日 走访 东卧牛村二社（困难户）。内容加密存了，只有您和上级看得到。错了回“撤销”。",
      );
      const [record] = await world.store.read.records.mine("sandbox:wang", null, 1);
      expect(record).toMatchObject({ sensitive: 1, category: "" });
      expect(record?.text).not.toContain("断粮");
      expect(record && world.store.read.records.openText(record)).toContain("断粮");
    });
  });
});
