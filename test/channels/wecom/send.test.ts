import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { ChatAddress } from "../../../src/bot/message.ts";
import type { Outgoing, SendResult } from "../../../src/channels/channel.ts";
import type { WecomOptions } from "../../../src/channels/wecom/index.ts";
import { type Fault, type Qyapi, startQyapi } from "./qyapi.ts";
import { appOptions, createWorld, type World } from "./world.ts";

const memberPath = "/cgi-bin/message/send";
const webhookPath = "/cgi-bin/webhook/send";
const member: ChatAddress = { channel: "wecom", bot: "corp", kind: "direct", id: "zhangsan" };
const group: ChatAddress = { channel: "wecom", bot: "aib-demo", kind: "group", id: "wr-demo" };

let qyapi: Qyapi;
beforeEach(async () => {
  qyapi = await startQyapi();
});
afterEach(() => qyapi.close());

function createSender(options: Partial<WecomOptions> = {}): World {
  return createWorld({ apiUrl: qyapi.url, app: appOptions, ...options });
}

const toMember = (text: string, more: Partial<Outgoing> = {}): Outgoing => ({
  id: "o-1",
  to: member,
  text,
  attempt: 1,
  ...more,
});
const toGroup = (text: string, more: Partial<Outgoing> = {}): Outgoing => ({
  ...toMember(text, more),
  to: group,
  groupSecret: "KEY",
});

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

describe("the error ladder", () => {
  const code = (errcode: number): Fault => ({ json: { errcode, errmsg: "hint: [1], from ip: 1.2.3.4" } });
  const table: [string, Fault, object, object][] = [
    ["45009", code(45009), { outcome: "retry", afterMs: 60_000 }, { outcome: "retry", afterMs: 60_000 }],
    ["45033", code(45033), { outcome: "retry" }, { outcome: "retry" }],
    ["-1", code(-1), { outcome: "retry" }, { outcome: "retry" }],
    ["429", { status: 429 }, { outcome: "retry" }, { outcome: "retry" }],
    [
      "429 with Retry-After",
      { status: 429, headers: { "retry-after": "7" } },
      { outcome: "retry", afterMs: 7_000 },
      { outcome: "retry", afterMs: 7_000 },
    ],
    ["500", { status: 500 }, { outcome: "retry" }, { outcome: "retry" }],
    ["502", { status: 502, text: "<html>" }, { outcome: "retry" }, { outcome: "retry" }],
    ["hang", "hang", { outcome: "retry" }, { outcome: "unknown" }],
    ["reset", "reset", { outcome: "retry" }, { outcome: "unknown" }],
    ["200 of a proxy", { status: 200, text: "<html>" }, { outcome: "retry" }, { outcome: "unknown" }],
    [
      "redirect",
      { status: 302, headers: { location: "http://169.254.169.254/" } },
      { outcome: "refused" },
      { outcome: "refused" },
    ],
    ["93000", code(93000), { outcome: "dead" }, { outcome: "dead" }],
    ["93004", code(93004), { outcome: "dead" }, { outcome: "dead" }],
    ["93006", code(93006), { outcome: "dead" }, { outcome: "dead" }],
    ["93008", code(93008), { outcome: "dead" }, { outcome: "dead" }],
    ["81013", code(81013), { outcome: "dead" }, { outcome: "dead" }],
    ["93001", code(93001), { outcome: "not-first" }, { outcome: "not-first" }],
    ["60020", code(60020), { outcome: "retry", afterMs: 30_000 }, { outcome: "retry", afterMs: 30_000 }],
    ["40058", code(40058), { outcome: "refused" }, { outcome: "refused" }],
    ["45002", code(45002), { outcome: "refused" }, { outcome: "refused" }],
    ["invaliduser", { json: { errcode: 0, invaliduser: "zhangsan" } }, { outcome: "dead" }, { outcome: "sent" }],
    [
      "unlicenseduser",
      { json: { errcode: 0, unlicenseduser: "zhangsan" } },
      { outcome: "refused" },
      { outcome: "sent" },
    ],
  ];
  test.each(table)("%s", async (_, fault, app, webhook) => {
    const world = createSender();
    qyapi.fault(memberPath, fault);
    qyapi.fault(webhookPath, fault);
    expect(await world.channel.send(toMember("x"))).toMatchObject(app);
    expect(await world.channel.send(toGroup("x"))).toMatchObject(webhook);
    expect(qyapi.received.filter((each) => each.path === memberPath)).toHaveLength(1);
    expect(qyapi.received.filter((each) => each.path === webhookPath)).toHaveLength(1);
    expect(JSON.stringify(world.logged)).not.toMatch(/KEY|SECRET|T1|127\.0\.0\.1/);
  });

  test("an address nobody listens on is surely not sent", async () => {
    const { channel } = createSender({ apiUrl: "http://127.0.0.1:9" });
    expect(await channel.send(toGroup("x"))).toMatchObject({ outcome: "retry" });
  });

  test("a repetition after a lost answer reaches a member once", async () => {
    const { channel } = createSender();
    qyapi.fault(memberPath, "reset");
    await channel.send(toMember("x"));
    expect(await channel.send(toMember("x", { attempt: 2 }))).toMatchObject({ outcome: "sent" });
    expect(qyapi.delivered("zhangsan")).toEqual(["x"]);
  });
});

describe("a hundred messages through a bad day", () => {
  const faults: (Fault | null)[] = [
    { status: 429 },
    null,
    { json: { errcode: -1 } },
    { status: 503 },
    null,
    null,
    { json: { errcode: 45033 } },
    "reset",
  ];
  const numbers = Array.from({ length: 100 }, (_, number) => String(number));

  /** Sends one after another as the outbox does, and counts the doubtful ones. */
  async function sendAll(channel: World["channel"], messages: readonly Outgoing[]): Promise<number> {
    let doubtful = 0;
    for (const message of messages)
      for (let attempt = 1; ; attempt++) {
        const { outcome } = await channel.send({ ...message, attempt });
        if (outcome === "sent") break;
        if (outcome === "unknown") doubtful++;
        else expect(outcome).toBe("retry");
      }
    return doubtful;
  }

  test("reach a member in order, each once, also those whose answer was lost", async () => {
    const { channel } = createSender();
    for (let turn = 0; turn < 15; turn++) qyapi.fault(memberPath, ...faults);
    expect(
      await sendAll(
        channel,
        numbers.map((number) => toMember(number)),
      ),
    ).toBe(0);
    expect(qyapi.delivered("zhangsan")).toEqual(numbers);
  });

  test("reach a group in order, and only the doubtful ones twice", async () => {
    const { channel } = createSender();
    for (let turn = 0; turn < 15; turn++) qyapi.fault(webhookPath, ...faults);
    const doubtful = await sendAll(
      channel,
      numbers.map((number) => toGroup(number)),
    );
    const arrived = qyapi.delivered("KEY");
    expect([...new Set(arrived)]).toEqual(numbers);
    expect(arrived).toHaveLength(numbers.length + doubtful);
    expect(doubtful).toBe(15);
  });
});

describe("the token", () => {
  test("expired in the middle of a burst of 500 is renewed once, and all arrive", async () => {
    const { channel } = createSender({ timeouts: { connectMs: 5_000, totalMs: 10_000 } });
    const numbers = Array.from({ length: 500 }, (_, number) => number);
    const results: Promise<SendResult>[] = [];
    for (const number of numbers) {
      if (number === 250) {
        await results[100];
        qyapi.expireTokens();
      }
      results.push(channel.send(toMember(String(number))));
    }
    for (const result of await Promise.all(results)) expect(result.outcome).toBe("sent");
    expect(qyapi.tokensGiven()).toBe(2);
    expect(
      qyapi
        .delivered("zhangsan")
        .map(Number)
        .sort((a, b) => a - b),
    ).toEqual(numbers);
  });

  test("is asked for again five minutes before it ends", async () => {
    const world = createSender();
    await world.channel.send(toMember("1"));
    world.now += (7200 - 301) * 1000;
    await world.channel.send(toMember("2"));
    expect(qyapi.tokensGiven()).toBe(1);
    world.now += 2_000;
    await world.channel.send(toMember("3"));
    expect(qyapi.tokensGiven()).toBe(2);
  });

  test.each([40001, 40091])("a secret refused with %d stops all requests", async (errcode) => {
    const world = createSender();
    qyapi.fault("/cgi-bin/gettoken", { json: { errcode, errmsg: "invalid credential" } });
    for (let hour = 0; hour < 5; hour++) {
      expect(await world.channel.send(toMember("x"))).toMatchObject({ outcome: "retry", afterMs: 60_000 });
      world.now += 3_600_000;
    }
    expect(qyapi.received).toHaveLength(1);
    expect(world.logged.filter((each) => each.level === "error")).toHaveLength(1);
  });

  test.each<[string, Fault]>([
    ["-1", { json: { errcode: -1 } }],
    ["503", { status: 503 }],
    ["a reset", "reset"],
    ["nonsense", { json: { errcode: 0, access_token: "" } }],
  ])("refused with %s is asked for again a second later", async (_, fault) => {
    const world = createSender();
    qyapi.fault("/cgi-bin/gettoken", fault);
    expect(await world.channel.send(toMember("x"))).toMatchObject({ outcome: "retry" });
    expect(await world.channel.send(toMember("x"))).toMatchObject({ outcome: "retry" });
    expect(qyapi.received).toHaveLength(1);
    world.now += 1_000;
    expect(await world.channel.send(toMember("x"))).toMatchObject({ outcome: "sent" });
  });

  test("that WeCom repeats although it refuses it is not asked for over and over", async () => {
    const { channel } = createSender();
    const same: Fault = { json: { errcode: 0, access_token: "T0", expires_in: 7200 } };
    qyapi.fault("/cgi-bin/gettoken", ...Array<Fault>(100).fill(same));
    for (let turn = 0; turn < 10; turn++) expect(await channel.send(toMember("x"))).toMatchObject({ outcome: "retry" });
    expect(qyapi.received.filter((each) => each.path === "/cgi-bin/gettoken")).toHaveLength(2);
  });
});

test("limits: a webhook by its key, a member over all bots, a group by itself", () => {
  const { channel } = createSender();
  const webhook = channel.limits(group, "KEY");
  expect(webhook).toEqual([{ key: expect.any(String), points: 20, seconds: 60 }]);
  expect(channel.limits({ ...group, id: "other" }, "KEY")).toEqual(webhook);
  expect(JSON.stringify(webhook)).not.toContain("KEY");
  expect(channel.limits({ ...member, bot: "aib-demo" })).toEqual(channel.limits(member));
  expect(channel.limits(member).map(({ points, seconds }) => [points, seconds])).toEqual([
    [30, 60],
    [1000, 3600],
  ]);
  expect(channel.limits(group)).not.toEqual(channel.limits({ ...group, id: "other" }));
});
