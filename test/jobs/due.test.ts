import { expect, test } from "@jest/globals";
import { direct, engines, openWorld } from "../world.ts";

test.each(engines)(
  "a record that cannot be read keeps no other from being said, and is tried once, on %s",
  async (engine) => {
    const world = await openWorld({ engine });
    await world.says("wang", "/提醒 11点 交表");
    await world.says("wang", "/提醒 11点 开会");
    const [broken] = await world.store.read.clocks.ownedBy("reminder", "sandbox:wang", null, 1);
    if (!broken) throw new Error("nothing was set");
    await world.store.write((tables) => tables.records.change(broken, { text: "no seal opens this" }));
    await world.passes("2026-11-21T11:05:00+08:00");
    const said = world.toChat(direct("wang")).filter((text) => text.startsWith("【提醒】"));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^【提醒】R2 开会/);
    expect(world.logged.filter((line) => line.includes("cannot be read"))).toHaveLength(1);
    await world.close();
  },
);
