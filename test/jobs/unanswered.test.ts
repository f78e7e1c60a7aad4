import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { dayOf } from "../../src/chinese/time/index.ts";
import { direct, engines, group, openWorld, type World } from "../world.ts";

describe.each(engines)("a question that nobody answers, on %s", (engine) => {
  let world: World;
  const open = async (startAt: string) => {
    world = await openWorld({ engine, startAt: Date.parse(startAt) });
  };
  beforeEach(() => open("2026-11-21T10:00:00+08:00"));
  afterEach(() => world.close());

  const records = (who: string) => world.store.read.records.mine(`sandbox:${who}`, null, 9);

  test("leaves what was said at the county, and its sender hears so", async () => {
    await world.says("guest", "家里老人没人管");
    await world.passes(11 * 60_000);
    expect(world.toChat(direct("guest")).at(-1)).toContain("收到 O1，先记在云湖县");
    expect(await records("guest")).toMatchObject([{ place_id: "county", text: "家里老人没人管" }]);
    await world.passes(60 * 60_000);
    expect(await records("guest")).toHaveLength(1);
  });

  test("can be taken back at once, the bot's own word of it being nobody else's", async () => {
    await world.says("guest", "家里老人没人管");
    await world.passes(11 * 60_000);
    expect(await world.says("guest", "撤销")).toMatch(/^撤销了 O1/);
    expect(await records("guest")).toEqual([]);
  });

  test("leaves it with the day and the moment it was said", async () => {
    await world.close();
    await open("2026-11-21T23:57:00+08:00");
    const saidAt = world.now();
    await world.says("guest", "家里老人没人管");
    await world.passes(11 * 60_000);
    expect(await records("guest")).toMatchObject([{ day: "2026-11-21", at: saidAt }]);
    expect(dayOf(world.now())).toBe("2026-11-22");
  });

  test("leaves nothing of a command that was not understood", async () => {
    await world.says("wang", "/谈新 东卧牛 赫书记 低保", group("office"));
    await world.passes(11 * 60_000);
    expect(await records("wang")).toEqual([]);
    expect(await world.store.read.dialogs.of("sandbox:wang")).toEqual([]);
  });
});
