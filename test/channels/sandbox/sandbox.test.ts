import { describe, expect, test } from "@jest/globals";
import { type Incoming, type Message, parseChatKey } from "../../../src/bot/message.ts";
import { directChat, groupChat } from "../../../src/channels/sandbox/cast.ts";
import { createSandbox } from "../../../src/channels/sandbox/index.ts";

const now = Date.UTC(2026, 10, 21, 1);

async function open() {
  const taken: Message[] = [];
  const sandbox = createSandbox({ now: () => now });
  await sandbox.start?.(async (incoming: Incoming) => {
    if (incoming.type === "message") taken.push(incoming);
    return { answer: null };
  });
  return { sandbox, taken };
}

describe("what is said in the sandbox", () => {
  test("in a group is a message like any other, with a private way back", async () => {
    const { sandbox, taken } = await open();
    await sandbox.say({ who: "villager-away", where: "village", text: "意见：三社路灯不亮" });
    expect(taken[0]).toMatchObject({
      chat: { channel: "sandbox", bot: "town", kind: "group", id: "village" },
      sender: { account: "sandbox:villager-away", shortAccount: "sandbox:villager-away", name: "李大山" },
      text: "意见：三社路灯不亮",
      mentioned: false,
      sentAt: now,
      answers: "push",
      privately: { kind: "direct", id: "villager-away" },
      hears: "all",
    });
  });

  test("one-to-one stays with that character", async () => {
    const { sandbox, taken } = await open();
    await sandbox.say({ who: "cadre", where: "direct", text: "/帮助" });
    expect(taken[0]?.chat).toEqual(parseChatKey("sandbox:town:direct:cadre"));
    expect(sandbox.since(0)).toMatchObject([
      { sequence: 1, at: now, chat: "direct:cadre", from: "cadre", text: "/帮助" },
    ]);
  });

  test("may mention the bot", async () => {
    const { sandbox, taken } = await open();
    await sandbox.say({ who: "cadre", where: "village", text: "@串门小助手 帮助" });
    expect(taken[0]?.mentioned).toBe(true);
  });

  test("twice in the same words is two messages", async () => {
    const { sandbox, taken } = await open();
    for (const _ of [1, 2]) await sandbox.say({ who: "cadre", where: "cadre", text: "+1" });
    expect(new Set(taken.map(({ key }) => key)).size).toBe(2);
  });

  test("stands there even when the bot could not take it", async () => {
    const sandbox = createSandbox({ now: () => now });
    await sandbox.start?.(async (incoming) => {
      if (incoming.type === "message") throw new Error("disk full");
      return { answer: null };
    });
    await expect(sandbox.say({ who: "cadre", where: "cadre", text: "在吗" })).rejects.toThrow("disk full");
    expect(sandbox.since(0)).toHaveLength(1);
  });
});

describe("what is sent in the sandbox", () => {
  const outgoing = { id: "out-1", text: "记下了 T1", attempt: 1 };

  test("can be read in its chat", async () => {
    const { sandbox } = await open();
    expect(await sandbox.send({ ...outgoing, to: groupChat("cadre") })).toEqual({
      outcome: "sent",
      messageId: "out-1",
    });
    await sandbox.send({ ...outgoing, id: "out-2", to: directChat("secretary"), text: "简报" });
    expect(sandbox.since(0).map(({ chat, from, text }) => [chat, from, text])).toEqual([
      ["cadre", "bot", "记下了 T1"],
      ["direct:secretary", "bot", "简报"],
    ]);
    expect(sandbox.since(1).map(({ text }) => text)).toEqual(["简报"]);
  });

  test("stands there once, however often it is tried", async () => {
    const { sandbox } = await open();
    for (const attempt of [1, 2]) await sandbox.send({ ...outgoing, to: groupChat("cadre"), attempt });
    expect(sandbox.since(0)).toHaveLength(1);
  });

  test("to nobody is dead", async () => {
    const { sandbox } = await open();
    const to = { ...groupChat("cadre"), id: "elsewhere" };
    expect(await sandbox.send({ ...outgoing, to })).toMatchObject({ outcome: "dead" });
    expect(sandbox.since(0)).toEqual([]);
  });

  test("is forgotten after a thousand lines, oldest first", async () => {
    const { sandbox } = await open();
    for (let count = 1; count <= 1003; count += 1)
      await sandbox.send({ ...outgoing, id: `${count}`, to: groupChat("village"), text: `${count}` });
    const kept = sandbox.since(0);
    expect([kept.length, kept[0]?.sequence, kept.at(-1)?.sequence]).toEqual([1000, 4, 1003]);
  });
});
