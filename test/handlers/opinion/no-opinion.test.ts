import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const village = group("village");

describe.each(engines)("what is no opinion, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());
  const kept = () => world.store.read.records.mine("sandbox:li", null, 20);

  test("is answered and not filed", async () => {
    for (const words of ["谢谢孙书记", "滚", "真没用", "没事了 不说了", "发错群了", "你们滚开", "麻烦大家了"])
      expect([words, await world.says("li", words)]).toEqual([words, expect.not.stringMatching(/^$|收到 O/)]);
    expect(await world.says("li", "刚才打错了")).toContain("撤销");
    expect(await kept()).toEqual([]);
  });

  test("a matter that begins like one is kept", async () => {
    const matters = ["垃圾没人收", "滚水管爆了", "麻烦您修一下井盖", "骗子又来村里了", "辛苦派人看看桥"];
    for (const words of matters) {
      expect([words, await world.says("li", words)]).toEqual([words, expect.stringMatching(/O\d/)]);
      await world.passes(60_000);
    }
    expect((await kept()).map(({ text }) => text).sort()).toEqual([...matters].sort());
  });

  test("stopping the messages in any wording stops them", async () => {
    await world.says("li", "别再给我推消息了");
    await world.says("xiuying", "退定");
    for (const who of ["li", "xiuying"])
      expect((await world.store.read.accounts.get(`sandbox:${who}`))?.unsubscribed_at).not.toBeNull();
    expect(await kept()).toEqual([]);
    expect(world.toChat(direct("li")).at(-1)).not.toContain("吗");
  });

  test("in a village group an opening word that runs on begins an opinion, a remark about opinions none", async () => {
    expect(await world.says("li", "意见二社桥栏杆松了", village)).toBe("收到 O1");
    await world.says("li", "我想反映一下井盖的事", village);
    await world.says("li", "反应：水压太低", village);
    // what follows at once belongs to it
    await world.passes(10_000);
    for (const words of ["意见很大啊大家", "意见箱挂在村口", "没意见", "反映很热烈"])
      expect(await world.says("li", words, village)).toBe("");
    expect(await world.says("wang", "反映一下情况就行", group("office"))).toBe("");
    expect((await kept()).map(({ text }) => text).sort()).toEqual(["二社桥栏杆松了", "井盖的事", "水压太低"].sort());
  });
});
