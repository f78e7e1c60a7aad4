import { describe, expect, test } from "@jest/globals";
import { engines, group, openWorld } from "../../world.ts";

const day = 24 * 60 * 60_000;
const all = { limit: 10, offset: 0 };

describe.each(engines)("on %s", (engine) => {
  test("a group in which people talk among themselves is not silent, and when it was heard is written once a day", async () => {
    const world = await openWorld({ engine });
    const silent = async () =>
      (await world.store.read.desk.groups(null, "silent", world.now(), all)).map(({ place }) => place);
    await world.says("li", "今天天气不错", group("village"));
    world.waits(new Date(world.now() + 8 * day).toISOString());
    const before = await silent();
    await world.says("li", "明天赶集", group("village"));
    const village = before.filter((place) => place === "东卧牛村");
    expect([village, (await silent()).filter((place) => place === "东卧牛村")]).toEqual([["东卧牛村"], []]);
    const cost = world.store.executed();
    await world.says("li", "记得带袋子", group("village"));
    expect(world.store.executed() - cost).toBe(1);
    await world.close();
  });
});
