import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { chatKey } from "../../../src/bot/message.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const village = group("village");

describe.each(engines)("who stopped the messages, on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  test("gets no digest, by whichever account it was stopped", async () => {
    const [secretary] = await world.store.read.roster.called(["孙国华"]);
    await world.store.write((tables) => tables.people.nameAccount("sandbox:sun2", secretary?.id ?? ""));
    await world.says("sun2", "退订");
    await world.says("li", "三社路灯不亮");
    await world.passes("2026-11-24T12:00:00+08:00");
    expect(world.toChat(direct("sun"))).toEqual([]);
    expect(world.toChat(direct("sun2"))).toHaveLength(1);
  });

  test("and is an admin hears nothing of how the bot fares either", async () => {
    const left = () =>
      world.receives({
        ...{ type: "chat", key: `left ${world.now()}`, chat: village, change: "left" },
        ...{ sentAt: world.now(), answers: "push" },
      });
    await world.says("admin", "你好");
    await left();
    expect(world.toChat(direct("admin")).at(-1)).toContain("群没了");
    await world.says("admin", "退订");
    const before = world.toChat(direct("admin")).length;
    await world.passes(60_000);
    await world.says("li", "意见：三社路灯不亮", village);
    await world.passes(60_000);
    await left();
    expect((await world.store.read.groups.get(chatKey(village)))?.dead_at).not.toBeNull();
    expect(world.toChat(direct("admin")).slice(before)).toEqual([]);
  });

  test.each(["TD", "td", "退定", "退订。"])("%s stops them and is no opinion", async (word) => {
    expect(await world.says("xiuying", word)).toContain("从现在起不给您推送了");
    expect(await world.store.read.records.mine("sandbox:xiuying", null, 9)).toEqual([]);
  });

  test.each(["T", "1", "撤消", "撤回", "。"])("%s alone is no opinion", async (word) => {
    expect(await world.says("xiuying", word)).not.toContain("收到");
    expect(await world.store.read.records.mine("sandbox:xiuying", null, 9)).toEqual([]);
  });

  test("撤销 in a group takes back nothing of the private chat", async () => {
    await world.says("wang", "/谈心 东卧牛 赫书记 低保");
    for (const word of ["/撤销", "。", "/撤消"]) await world.says("wang", word, group("office"));
    expect(await world.says("wang", "查我的")).toContain("T1");
    expect(await world.says("wang", "撤销")).toContain("撤销了 T1");
  });
});
