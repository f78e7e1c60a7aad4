import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { engines, openWorld, saturday, type World } from "../../world.ts";

describe.each(engines)("/覆盖 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
    await world.says("zhou", "/谈心 西卧牛 老冯 水渠堵了");
    await world.says("wang", "/谈心 东卧牛 赫书记 低保");
  });
  afterEach(() => world.close());

  /** The secretary of a village, who is a cadre of the town as well. */
  const villageSecretary = () =>
    world.store.write(async (tables) => {
      const id = await tables.people.add({
        ...{ name: "冯立英", homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: saturday },
      });
      await tables.people.addPost({ personId: id, role: "secretary", placeId: "西卧牛村", title: "", now: saturday });
      await tables.people.addPost({ personId: id, role: "cadre", placeId: "town", title: "", now: saturday });
      await tables.people.nameAccount("sandbox:feng", id);
    });

  test("shows a secretary all below, a cadre the own records", async () => {
    expect(await world.says("sun", "/覆盖 谈心")).toMatch(/^谈心 2\/5/);
    expect(await world.says("wang", "/覆盖 谈心")).toMatch(/^谈心 1\/5/);
    expect(await world.says("wang", "/覆盖 谈心 东卧牛")).toMatch(/^谈心 1\/1/);
    expect(await world.says("wang", "/覆盖 谈心 西卧牛")).toMatch(/^谈心 0\/1/);
  });

  test("of a village's secretary who is a cadre of the town is the village's, not the town's", async () => {
    await villageSecretary();
    expect(await world.says("feng", "/覆盖 谈心")).toMatch(/^谈心 1\/1/);
    expect(await world.says("feng", "/覆盖 谈心 新会镇")).toMatch(/^谈心 0\/5/);
    expect(await world.says("feng", "/覆盖 谈心 东卧牛")).toMatch(/^谈心 0\/1/);
  });

  test("gives the figures of all levels to nobody who sees only the own records", async () => {
    await world.says("zhou", "/走访 西卧牛一社 李家 屋顶漏");
    expect(await world.says("sun", "/覆盖 走访")).toContain("社1/6");
    expect(await world.says("wang", "/覆盖 走访")).not.toContain("社");
  });
});
