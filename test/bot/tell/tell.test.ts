import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { adjust } from "../../../src/bot/adjusted.ts";
import type { Outgoing, SendResult } from "../../../src/bot/delivery/outgoing.ts";
import { chatKey } from "../../../src/bot/message.ts";
import { tell } from "../../../src/bot/tell/tell.ts";
import { direct, engines, group, openWorld, type World } from "../../world.ts";

const village = group("village");
const hour = 60 * 60_000;
const notFirst: SendResult = { outcome: "not-first", error: "40054013" };
const refused: SendResult = { outcome: "refused", error: "no friend" };

describe.each(engines)("what others are told on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ engine });
  });
  afterEach(() => world.close());

  const to = (who: string) => (message: Outgoing) => chatKey(message.to) === chatKey(direct(who));
  /** Messages that answer nothing are not taken by this chat. */
  const takesNoFirst = (chat: ReturnType<typeof to>) =>
    world.sendWith((message) => (chat(message) && message.replyTo === undefined ? notFirst : { outcome: "sent" }));
  const writes = (who: string, text: string) =>
    world.says(who, text, direct(who), { replyTo: { id: `of ${text}`, until: world.now() + 290_000 } });

  test("waits for somebody who takes nothing first, and whoever said it hears that", async () => {
    await world.says("li", "三社水管漏了");
    takesNoFirst(to("li"));
    await world.says("wang", "/答复 O1 明天来修");
    expect(world.toChat(direct("wang")).at(-1)).toBe(
      "O1 的答复还没送到：对方没开我的主动消息，等他下次跟我说话时给他。急的话请打电话。",
    );
    await world.passes(3 * hour);
    expect(await writes("li", "你好")).toContain("有答复：明天来修");
    expect(await world.says("wang", "/意见 列表")).toBe("没有等答复的意见。");
  });

  test("that nobody hears was not done: the opinion waits again, and whoever answered hears so", async () => {
    await world.says("li", "三社水管漏了");
    world.sendWith((message) => (to("li")(message) ? refused : { outcome: "sent" }));
    await world.says("wang", "/答复 O1 明天来修");
    expect(world.toChat(direct("wang")).at(-1)).toBe("O1 的答复没送到，请打电话或当面说。");
    expect(await world.says("wang", "/意见 列表")).toContain("O1 11月21日 东卧牛村");
  });

  test("is not told to somebody who stopped the messages, and whoever says it hears so at once", async () => {
    await world.says("li", "三社水管漏了");
    await world.says("li", "退订");
    expect(await world.says("wang", "/答复 O1 明天来修")).toBe(
      "O1 送不到：对方退订了消息，还是“等答复”。请打电话或当面说。",
    );
    expect(world.toChat(direct("li"))).toHaveLength(2);
  });

  test("in a group is six posts a day, and what is more is said in one", async () => {
    for (let number = 1; number <= 9; number++) {
      await world.says("li", `意见：第${number}盏路灯不亮`, village);
      await world.passes(60_000);
      await world.says("wang", `/答复 O${number} 第${number}盏修好了`);
    }
    const answers = () => world.toChat(village).filter((text) => text.startsWith("答复"));
    expect(answers()).toHaveLength(6);
    await world.passes("2026-11-21T18:31:00+08:00");
    expect(answers().slice(6)).toEqual([
      [7, 8, 9].map((at) => `答复“第${at}盏路灯不亮”（O${at}）：第${at}盏修好了`).join("\n"),
    ]);
  });

  test("in a group is fewer posts a day where fewer were set", async () => {
    await world.store.write((tables) => adjust("posts", { value: 2, at: world.now(), by: "管理员" }, tables));
    for (const number of [1, 2, 3]) {
      await world.says("li", `意见：第${number}盏路灯不亮`, village);
      await world.passes(60_000);
      await world.says("wang", `/答复 O${number} 第${number}盏修好了`);
    }
    expect(world.toChat(village).filter((text) => text.startsWith("答复"))).toHaveLength(2);
  });

  test("of the night is said in the morning, as one", async () => {
    for (const number of [1, 2]) await world.says("li", `意见：第${number}盏路灯不亮`, village);
    await world.passes("2026-11-21T22:30:00+08:00");
    for (const number of [1, 2]) await world.says("wang", `/答复 O${number} 修好了`);
    await world.passes("2026-11-22T07:01:00+08:00");
    expect(world.toChat(village).at(-1)).toBe(
      [1, 2].map((at) => `答复“第${at}盏路灯不亮”（O${at}）：修好了（顺延）`).join("\n"),
    );
  });

  test("of days in which the bot could not speak in a group, goes once, and not at night", async () => {
    const mayNotSpeak = (message: Outgoing) =>
      message.to.kind === "group" && message.replyTo === undefined ? notFirst : ({ outcome: "sent" } as const);
    world.sendWith(mayNotSpeak);
    const post = (day: number) => {
      const news = { text: `第${day}天`, cause: `day ${day}`, why: "others", replaces: "daily" } as const;
      return world.store.write((tables) =>
        tell({ ...news, to: { chat: chatKey(village) } }, { tables, now: world.now() }),
      );
    };
    for (let day = 1; day <= 5; day++) {
      await post(day);
      await world.passes(24 * hour);
    }
    const before = world.toChat(village).length;
    const speaks = () =>
      world.says("li", "今天天气不错", village, { replyTo: { id: `m${world.now()}`, until: world.now() + 290_000 } });
    await world.passes("2026-11-26T22:30:00+08:00");
    await speaks();
    expect(world.toChat(village).slice(before)).toEqual([]);
    await world.passes("2026-11-27T09:00:00+08:00");
    await speaks();
    expect(world.toChat(village).slice(before)).toEqual(["第5天"]);
  });

  test("is of no use later than its time", async () => {
    world.sendWith(({ replyTo }) => (replyTo === undefined ? notFirst : { outcome: "sent" }));
    const news = { text: "简报", cause: "digest", why: "own", expires: world.now() + hour } as const;
    await world.store.write((tables) =>
      tell({ ...news, to: { chat: chatKey(village) } }, { tables, now: world.now() }),
    );
    await world.passes(2 * hour);
    await world.says("li", "早", village, { replyTo: { id: "m", until: world.now() + 290_000 } });
    expect(world.toChat(village)).toEqual([]);
  });

  test("in private is never said in a group: that there is something is", async () => {
    const news = { text: "承诺到期：赵大爷家的房顶", cause: "p", why: "own", private: true } as const;
    await world.store.write((tables) =>
      tell(
        { ...news, to: { account: "sandbox:nobody" }, otherwise: { chat: chatKey(village) } },
        { tables, now: world.now() },
      ),
    );
    await world.drain(chatKey(village));
    expect(world.toChat(village)).toEqual(["有件事要单独告诉人，不便在群里说。在等我消息的，请私聊我。"]);
  });

  test("in private is news of the group where it cannot be delivered: over the day's posts it waits with the others", async () => {
    for (let number = 1; number <= 6; number++) {
      await world.says("li", `意见：第${number}盏路灯不亮`, village);
      await world.passes(60_000);
      await world.says("wang", `/答复 O${number} 第${number}盏修好了`);
    }
    world.sendWith((message) => (to("li")(message) ? refused : { outcome: "sent" }));
    const news = { text: "赵大爷家的房顶", cause: "p", why: "others", private: true } as const;
    const before = world.toChat(village).length;
    await world.store.write((tables) =>
      tell(
        { ...news, to: { account: "sandbox:li" }, otherwise: { chat: chatKey(village) } },
        { tables, now: world.now() },
      ),
    );
    await world.passes(60_000);
    expect(world.toChat(village).slice(before)).toEqual([]);
    await world.passes("2026-11-21T18:31:00+08:00");
    expect(world.toChat(village).slice(before)).toEqual(["有件事要单独告诉人，不便在群里说。在等我消息的，请私聊我。"]);
  });

  test("is bounded, whatever its length", async () => {
    const news = { text: "很长的话。".repeat(2000), cause: "long", why: "own" } as const;
    await world.store.write((tables) =>
      tell({ ...news, to: { chat: chatKey(village) } }, { tables, now: world.now() }),
    );
    await world.drain(chatKey(village));
    const [said = ""] = world.toChat(village);
    expect(Buffer.byteLength(said)).toBeLessThan(2048);
    expect(said).toMatch(/…（太长，后面略）$/);
  });

  test("is meant by a quote of it, by the platform's id or by its words alone", async () => {
    const ids = new Map<string, string>();
    world.sendWith(({ id, text }) => {
      ids.set(text, `platform ${id}`);
      return { outcome: "sent", messageId: `platform ${id}` };
    });
    const times = ["半小时后 开喇叭", "40分钟后 关喇叭", "45分钟后 开会"];
    for (const text of times) await world.says("wang", `/提醒 ${text}`);
    await world.passes(hour);
    const rung = world.toChat(direct("wang")).filter((text) => text.startsWith("【提醒】"));
    const quoting = (quote: { messageId?: string; text?: string }) =>
      world.says("wang", "办好了", direct("wang"), { quote });
    expect(await quoting({ text: rung[0] ?? "" })).toBe("R1 记作办好了。");
    expect(await quoting({ messageId: ids.get(rung[1] ?? "") ?? "" })).toBe("R2 记作办好了。");
  });

  test("of a private answer that cannot be delivered, the group hears one line without its words", async () => {
    world.sendWith((message) => (to("sun")(message) ? refused : { outcome: "sent" }));
    await world.says("sun", "/简报", group("office"));
    expect(world.toChat(group("office"))).toEqual(["请私聊我：点开小助手的头像发消息。"]);
  });

  test("a group that was lost and speaks is there again, and a leave told late ends nothing", async () => {
    const key = chatKey(village);
    const left = (sentAt: number) =>
      world.receives({ type: "chat", key: `left ${sentAt}`, chat: village, change: "left", sentAt, answers: "push" });
    await world.passes(hour);
    await left(world.now());
    expect((await world.store.read.groups.get(key))?.dead_at).not.toBeNull();
    await world.passes(hour);
    await world.says("li", "意见：三社路灯不亮", village);
    expect((await world.store.read.groups.get(key))?.dead_at).toBeNull();
    await left(world.now() - 60_000);
    expect((await world.store.read.groups.get(key))?.dead_at).toBeNull();
  });

  test("a group that is first spoken to by two at once is greeted once", async () => {
    const chat = group("new");
    await Promise.all(["li", "wang", "zhou"].map((who) => world.says(who, "@小助手 /帮助", chat, { mentioned: true })));
    expect(world.toChat(chat).filter((text) => text.includes("大家好"))).toHaveLength(1);
  });
});
