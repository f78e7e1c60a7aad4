import { describe, expect, test } from "@jest/globals";
import type { Outgoing, SendResult } from "../../../src/channels/channel.ts";
import { group, member, memberPath, toGroup, toMember, webhookPath } from "./outgoing.ts";
import { createSender, qyapi, withQyapi } from "./sender.ts";
import { createWorld, type World } from "./world.ts";

withQyapi();

describe("one-to-one", () => {
  test("goes by the app, once a token is there, with the duplicate check", async () => {
    const { channel } = createSender();
    expect(await channel.send(toMember("张三，明天9点开会"))).toMatchObject({ outcome: "sent", messageId: "M2" });
    expect(qyapi.received.map((each) => each.path)).toEqual(["/cgi-bin/gettoken", memberPath]);
    expect(Object.fromEntries(qyapi.received[0]?.query ?? [])).toMatchObject({ corpsecret: "SECRET" });
    expect(JSON.parse(qyapi.received[1]?.body ?? "")).toEqual({
      touser: "zhangsan",
      agentid: 1000002,
      msgtype: "text",
      text: { content: "张三，明天9点开会" },
      safe: 0,
      enable_duplicate_check: 1,
      duplicate_check_interval: 1800,
    });
  });

  test("goes as a card with buttons where there are words to say back", async () => {
    const { channel } = createSender();
    const buttons = { text: "【提醒】R5 开会", list: [{ label: "办好了", says: "办好了 R5" }] };
    expect(await channel.send(toMember("【提醒】R5 开会\n回“办好了”", { buttons }))).toMatchObject({ outcome: "sent" });
    expect(JSON.parse(qyapi.received[1]?.body ?? "")).toMatchObject({
      touser: "zhangsan",
      msgtype: "template_card",
      template_card: { button_list: [{ text: "办好了", key: "办好了 R5" }], task_id: "o-1" },
    });
  });

  test("brings the same words again when it is another message, and each message once", async () => {
    const { channel } = createSender();
    for (const id of ["o-1", "o-2", "o-3", "o-1"]) await channel.send(toMember("帮助", { id }));
    expect(qyapi.delivered("zhangsan")).toEqual(["帮助", "帮助", "帮助"]);
    const again = (id: string) => {
      qyapi.fault(memberPath, "reset");
      return channel.send(toMember("帮助", { id, attempt: 2 }));
    };
    expect(await again("o-1")).toMatchObject({ outcome: "retry" });
    expect(await again("o-2")).toMatchObject({ outcome: "unknown" });
  });

  test("checks again after half an hour", async () => {
    const world = createSender();
    await world.channel.send(toMember("帮助"));
    world.now += 1_800_000;
    await world.channel.send(toMember("帮助", { id: "o-2" }));
    expect(JSON.parse(qyapi.received.at(-1)?.body ?? "")).toMatchObject({ enable_duplicate_check: 1 });
  });

  test.each(["@all", "a|b", "", "|", "张三", "x".repeat(65)])("never to %j", async (id) => {
    const { channel } = createSender();
    expect(await channel.send(toMember("x", { to: { ...member, id } }))).toMatchObject({ outcome: "refused" });
    expect(qyapi.received).toEqual([]);
  });

  test("has no way without the app", async () => {
    const { channel } = createWorld({ apiUrl: qyapi.url });
    expect(await channel.send(toMember("x"))).toMatchObject({ outcome: "not-first" });
  });
});

describe("into a group", () => {
  test("goes by its webhook", async () => {
    const { channel } = createSender();
    expect(await channel.send(toGroup("今日简报"))).toEqual({ outcome: "sent" });
    expect(qyapi.received).toHaveLength(1);
    expect(qyapi.delivered("KEY")).toEqual(["今日简报"]);
  });

  test("has no way without one", async () => {
    const { channel } = createSender();
    expect(await channel.send({ id: "o", to: group, text: "x", attempt: 1 })).toMatchObject({ outcome: "not-first" });
  });
});

describe("a long text", () => {
  const text = Array.from({ length: 200 }, (_, line) => `${line} 东卧牛村还没有走访`).join("\n");

  async function sendAll(channel: World["channel"], message: Outgoing): Promise<SendResult[]> {
    const results: SendResult[] = [];
    for (let done = 0; ; ) {
      const result = await channel.send({ ...message, done });
      results.push(result);
      if (result.outcome === "partly") done = result.done;
      else if (result.outcome === "sent") return results;
    }
  }

  test.each([
    ["a member", toMember(text), "zhangsan"],
    ["a group", toGroup(text), "KEY"],
  ])("reaches %s whole, one part a call, also when a part fails", async (_, message, target) => {
    const { channel } = createSender();
    for (const path of [memberPath, webhookPath]) qyapi.fault(path, null, { status: 503 }, { json: { errcode: -1 } });
    const results = await sendAll(channel, message);
    expect(results.map((each) => each.outcome)).toEqual(["partly", "retry", "retry", "partly", "partly", "sent"]);
    const parts = qyapi.delivered(target);
    expect(parts.join("\n")).toBe(text);
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(2_048);
  });

  test("that is empty is refused", async () => {
    expect(await createSender().channel.send(toMember(" \n"))).toMatchObject({ outcome: "refused" });
  });
});

test("limits: a webhook by its key, a member over all bots, a group by itself", () => {
  const { channel } = createSender();
  const webhook = channel.limits(group, { groupSecret: "KEY" });
  expect(webhook).toEqual([{ key: expect.any(String), points: 20, seconds: 60 }]);
  expect(channel.limits({ ...group, id: "other" }, { groupSecret: "KEY" })).toEqual(webhook);
  expect(JSON.stringify(webhook)).not.toContain("KEY");
  expect(channel.limits({ ...member, bot: "aib-demo" })).toEqual(channel.limits(member));
  expect(channel.limits(member).map(({ points, seconds }) => [points, seconds])).toEqual([
    [30, 60],
    [1000, 3600],
  ]);
  expect(channel.limits(group)).not.toEqual(channel.limits({ ...group, id: "other" }));
});
