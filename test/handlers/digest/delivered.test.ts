import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { SendResult } from "../../../src/bot/delivery/outgoing.ts";
import { chatKey } from "../../../src/bot/message.ts";
import { createMetrics } from "../../../src/web/metrics.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const refused: SendResult = { outcome: "refused", error: "no friend" };

describe.each(engines)("/简报 送达 on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    // a Thursday
    world = await openWorld({ engine, startAt: Date.parse("2026-11-26T10:00:00+08:00") });
  });
  afterEach(() => world.close());

  const secretary = (name: string, placeId: string, account?: string) =>
    world.store.write(async (tables) => {
      const now = world.now();
      const person = { name, homePlaceId: null, awayCity: null, partyMember: false, phone: null, now };
      const personId = await tables.people.add(person);
      await tables.people.addPost({ personId, role: "secretary", placeId, title: "", now });
      await tables.digests.begin(personId, 480, "2026-11-27");
      if (account) await tables.people.nameAccount(`sandbox:${account}`, personId);
    });

  test("says who did not get today's and what helps; the admin hears of it the same morning, once", async () => {
    await secretary("马德", "东卧牛村", "ma");
    await secretary("石大力", "石门村");
    await world.says("sun", "你好");
    await world.says("ma", "你好");
    await world.says("admin", "你好");
    await world.says("li", "意见：路灯不亮", group("village"));
    world.sendWith((message) => (chatKey(message.to) === chatKey(direct("ma")) ? refused : { outcome: "sent" }));
    await world.passes("2026-11-27T12:00:00+08:00");
    expect(world.toChat(direct("admin")).filter((text) => text.includes("简报"))).toEqual([
      "今早有简报没送到。发“/简报 送达”看是谁、怎么办。",
    ]);
    const said = await world.says("sun", "/简报 送达");
    expect(said).toMatch(/^今天的简报 应收\d人，送到1/);
    expect(said).toContain("马德：发不出去，多半是账号换了，请他重新认领");
    expect(said).toContain("石大力：还没认领账号，发码给他：/发码 石大力");
    expect(await createMetrics(world.store).registry.metrics()).toContain("\nchuanmen_undelivered_digests 1\n");
    expect(await world.says("ma", "/简报 送达")).not.toContain("石大力");
    expect(await world.says("wang", "/简报 送达")).not.toContain("应收");
  });

  test("who stopped them or has leave is said so; the admin hears nothing of who never came", async () => {
    await world.says("sun", "你好");
    await world.says("admin", "你好");
    const toAdmin = world.toChat(direct("admin")).length;
    await world.says("li", "意见：路灯不亮", group("village"));
    await world.passes("2026-11-27T10:00:00+08:00");
    expect(await world.says("sun", "/简报 送达")).toBe(
      "今天的简报 应收2人，送到1\n没收到1人：\n东卧牛村 赫振山：还没认领账号，发码给他：/发码 赫振山",
    );
    expect(world.toChat(direct("admin"))).toHaveLength(toAdmin);
    await secretary("马德", "东卧牛村", "ma");
    await world.says("ma", "你好");
    await world.says("ma", "/请假 到12月20日");
    await world.says("li", "意见：井水浑", group("village"));
    await world.passes("2026-11-30T10:00:00+08:00");
    expect(await world.says("sun", "/简报 送达")).toContain("马德：在请假，内容并进回来后的");
    await world.says("ma", "退订");
    expect(await world.says("sun", "/简报 送达")).toContain("马德：退订了消息，要收请他发“订阅”");
  });
});
