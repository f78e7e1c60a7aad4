import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { chatKey } from "../../../src/bot/message.ts";
import { countRefusals, createHealth } from "../../../src/health.ts";
import { direct, group, openWorld, type World } from "../../world.ts";

const village = group("village");
const admin = direct("admin");

describe.each(["sqlite", "postgres"] as const)("what is known of a group on %s", (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ engine });
    await world.says("admin", "/帮助", admin);
    // the group can be spoken to first, as far as is known, and that is no news
    await push("一");
  });
  afterAll(() => world.close());

  async function push(text: string): Promise<void> {
    const target = chatKey(village);
    await world.store.write((tables) =>
      tables.outbox.add({ target, cause: text, purpose: "push", text, now: world.now() }),
    );
    await world.drain(target);
  }
  const status = () => world.says("wang", "/群 状态", village);
  const told = () => world.toChat(admin).filter((text) => text.startsWith("东卧牛村"));
  const groupsPart = async () => {
    const health = createHealth({
      store: world.store,
      channels: [],
      redisAnswers: async () => true,
      refusals: countRefusals(world.now),
      keyBesideData: false,
    });
    return (await health()).parts.groups;
  };

  test("at first: all is heard, and the first message sent without being asked shows that it can be", async () => {
    expect(await status()).toBe("新会镇东卧牛村村民群：我听得到群里所有的话；可以主动发");
    expect(told()).toEqual([]);
    expect(await groupsPart()).toEqual({
      state: "ok",
      detail: "2 groups, 0 of them hear only mentions, 0 cannot be spoken to first",
    });
  });

  test("when only mentions come, its admin is told once, and everybody who asks", async () => {
    await world.says("li", "开会吗", village, { hears: "mentions", mentioned: true });
    await world.says("li", "几点", village, { hears: "mentions", mentioned: true });
    expect(told()).toEqual(["东卧牛村村民群：我现在只听得到@我的话。"]);
    expect(await world.says("wang", "/群 状态", village, { hears: "mentions", mentioned: true })).toBe(
      "新会镇东卧牛村村民群：我只听得到@我的话；可以主动发",
    );
    expect((await groupsPart())?.detail).toBe("2 groups, 1 of them hear only mentions, 0 cannot be spoken to first");
  });

  test("a message that says nothing of hearing changes nothing", async () => {
    await world.says("li", "好", village, { hears: "unknown", mentioned: true });
    expect(told()).toHaveLength(1);
  });

  test("when it may not be spoken to first any more, its admin is told; and when it may again", async () => {
    let first = true;
    world.sendWith(({ to, replyTo }) =>
      to.id === "village" && replyTo === undefined && first
        ? { outcome: "not-first", error: "40034105" }
        : { outcome: "sent" },
    );
    await push("二");
    expect(told().slice(1)).toEqual(["东卧牛村村民群：我现在不能主动发，等群里有人说话再发。"]);
    expect((await groupsPart())?.detail).toMatch(/1 cannot be spoken to first$/);
    first = false;
    await world.passes(24 * 60 * 60_000);
    expect(told().slice(2)).toEqual(["东卧牛村村民群：我现在可以主动发。"]);
    expect(world.toChat(village)).toContain("二");
  });

  test("the platform's own word on speaking first counts, and so does being thrown out", async () => {
    const change = (change: "no-push" | "may-push" | "left") =>
      world.receives({ type: "chat", key: change, chat: village, change, sentAt: world.now(), answers: "push" });
    const before = told().length;
    await world.passes(60_000);
    for (const each of ["no-push", "no-push", "may-push", "left", "left"] as const) await change(each);
    expect(told().slice(before)).toEqual([
      "东卧牛村村民群：我现在不能主动发，等群里有人说话再发。",
      "东卧牛村村民群：我现在可以主动发。",
      "东卧牛村村民群：群没了，或我被移出了。",
    ]);
    expect((await groupsPart())?.detail).toMatch(/^1 groups/);
  });

  test("hearing all again is told as well", async () => {
    await world.says("li", "大家好", village);
    expect(told().at(-1)).toBe("东卧牛村村民群：我现在听得到群里所有的话。");
  });
});
