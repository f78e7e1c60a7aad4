import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Channel, Outgoing } from "../../../src/channels/channel.ts";
import { signRequest } from "../../../src/channels/qq/client.ts";
import { createQq } from "../../../src/channels/qq/index.ts";
import { O1 } from "./fixtures.ts";
import { openPlatform, type Platform, type PlatformAnswer } from "./platform.ts";

const NOW = Number(O1.timestamp) * 1000;
const group = { channel: "qq", bot: "102", kind: "group", id: "GG/22" } as const;
const first: Outgoing = { id: "o1", to: group, text: "已登记 #37", attempt: 1 };
const reply: Outgoing = { ...first, replyTo: "ROBOT1.0_Qm9", replySequence: 2 };

let platform: Platform;
let qq: Channel;
let warnings: unknown[];

beforeEach(async () => {
  platform = await openPlatform();
  warnings = [];
  qq = open(platform.url);
});
afterEach(async () => {
  await platform.close();
  await qq.stop?.();
});

function open(url: string, { timeoutMs = 60_000, ...more }: { buttons?: boolean; timeoutMs?: number } = {}): Channel {
  return createQq({
    ...more,
    appId: "102",
    secret: O1.secret,
    apiUrl: `${url}/`,
    tokenUrl: `${platform.url}/app/getAppAccessToken`,
    timeoutMs,
    log: (...line) => void warnings.push(line),
    now: () => NOW,
  });
}

const refusal = (err_code: number, status = 400): PlatformAnswer => ({ status, body: { err_code, message: "不" } });

describe("on the wire", () => {
  test("an answer in a group", async () => {
    expect(await qq.send(reply)).toEqual({ outcome: "sent", messageId: "REFIDX_out==" });
    expect(platform.calls).toEqual([
      {
        method: "POST",
        path: "/v2/groups/GG%2F22/messages",
        token: "QQBot AT-1",
        body: { msg_type: 0, content: "已登记 #37", msg_id: "ROBOT1.0_Qm9", msg_seq: 2 },
      },
    ]);
    expect(platform.tokenRequests).toEqual([{ appId: "102", clientSecret: O1.secret }]);
  });

  test("speaking first to a user", async () => {
    await qq.send({ ...first, to: { ...group, kind: "direct", id: "U" } });
    expect(platform.calls).toMatchObject([{ path: "/v2/users/U/messages" }]);
    expect(platform.calls[0]?.body).toEqual({ msg_type: 0, content: "已登记 #37" });
  });

  test("a long text goes part by part, one call each", async () => {
    const long = { ...reply, replySequence: 1, text: `${"路".repeat(800)}\n${"灯".repeat(800)}` };
    expect(await qq.send(long)).toEqual({ outcome: "partly", done: 1 });
    expect(await qq.send({ ...long, done: 1 })).toMatchObject({ outcome: "sent" });
    expect(platform.calls.map(({ body }) => body.content)).toEqual(["路".repeat(800), "灯".repeat(800)]);
    expect(new Set(platform.calls.map(({ body }) => body.msg_seq)).size).toBe(2);
  });

  const buttons = { text: "R5 *开会*", list: [{ label: "办好了", says: "办好了 R5" }] };

  test("buttons where the bot may send them, with what people typed as typed", async () => {
    const may = open(platform.url, { buttons: true });
    expect(await may.send({ ...reply, buttons })).toMatchObject({ outcome: "sent" });
    await may.stop?.();
    expect(platform.calls.map(({ body }) => body)).toMatchObject([
      {
        msg_type: 2,
        markdown: { content: "R5 \\*开会\\*" },
        keyboard: { content: { rows: [{ buttons: [{ action: { type: 1, data: "办好了 R5" } }] }] } },
        msg_id: "ROBOT1.0_Qm9",
      },
    ]);
  });

  test("the words instead, where it turns out that it may not, or was never allowed to", async () => {
    const may = open(platform.url, { buttons: true });
    platform.script(refusal(340069));
    expect(await may.send({ ...reply, buttons })).toMatchObject({ outcome: "sent" });
    await may.stop?.();
    expect(await qq.send({ ...reply, buttons })).toMatchObject({ outcome: "sent" });
    expect(platform.calls.map(({ body }) => body.msg_type)).toEqual([2, 0, 0]);
  });

  test("a message is not answered more often than the platform takes", async () => {
    expect(await qq.send({ ...reply, replySequence: 6 })).toMatchObject({ outcome: "reply-expired" });
    const direct = { ...reply, to: { ...group, kind: "direct" } as const };
    expect(await qq.send({ ...direct, replySequence: 5 })).toMatchObject({ outcome: "reply-expired" });
    expect(platform.calls).toEqual([]);
  });

  test("nothing but blanks is not sent", async () => {
    expect(await qq.send({ ...first, text: " \n " })).toMatchObject({ outcome: "refused" });
    expect(platform.calls).toEqual([]);
  });
});

describe("what the platform answers", () => {
  test.each([
    ["success without an id", { status: 200, body: {} }, { outcome: "sent" }],
    ["success that is no JSON", { status: 200, body: "ok" }, { outcome: "sent" }],
    ["success in so many numbers", { status: 200, body: { code: 0, id: "x" } }, { outcome: "sent", messageId: "x" }],
    ["waiting for audit", refusal(304023, 202), { outcome: "sent" }],
    ["a code in a 200", refusal(40034006, 200), { outcome: "refused" }],
    ["the older name of a code, in a string", { status: 400, body: { code: "40034102" } }, { outcome: "not-first" }],
    ["no speaking first", refusal(40034105), { outcome: "not-first" }],
    ["a user who takes none", refusal(40054013), { outcome: "not-first" }],
    ["too fast", refusal(40034100), { outcome: "retry", afterMs: 60_000 }],
    [
      "too fast, in HTTP",
      { status: 429, body: "", headers: { "retry-after": "7" } },
      { outcome: "retry", afterMs: 7000 },
    ],
    ["too fast, without a time", { status: 429, body: {} }, { outcome: "retry" }],
    ["muted", refusal(40054002), { outcome: "retry", afterMs: 600_000 }],
    ["a server error", { status: 502, body: "<html>" }, { outcome: "retry" }],
    ["a passing error", refusal(50055001), { outcome: "retry" }],
    ["not in the group", refusal(40034101), { outcome: "dead" }],
    ["no such group", refusal(1100104), { outcome: "dead" }],
    ["no friend", refusal(40054004), { outcome: "dead" }],
    ["a link after all", refusal(40054010), { outcome: "refused" }],
    ["a code nobody knows", refusal(999), { outcome: "refused" }],
    ["a status nobody knows", { status: 418, body: "" }, { outcome: "refused" }],
    ["a redirect", { status: 302, body: "", headers: { location: "http://127.0.0.1:1/" } }, { outcome: "refused" }],
  ] as [string, PlatformAnswer, object][])("%s", async (_name, answer, result) => {
    platform.script(answer);
    expect(await qq.send(first)).toMatchObject(result);
    expect(platform.calls).toHaveLength(1);
  });

  test.each([304026, 304103, 40034005, 40034128])("%i: too late to answer, so it may speak first", async (code) => {
    platform.script(refusal(code), refusal(code));
    expect(await qq.send(reply)).toMatchObject({ outcome: "reply-expired" });
    expect(await qq.send(first)).toMatchObject({ outcome: "refused" });
  });

  test.each([40034024, 40034025, 40034026, 40034027])(
    "%i: what it answers is wrong, which no repeating mends",
    async (code) => {
      platform.script(refusal(code));
      expect(await qq.send(reply)).toMatchObject({ outcome: "refused" });
    },
  );

  test("a code worth one more try is given one", async () => {
    platform.script(refusal(11252), refusal(11252));
    expect(await qq.send(first)).toMatchObject({ outcome: "retry" });
    expect(await qq.send({ ...first, attempt: 2 })).toMatchObject({ outcome: "refused" });
  });

  test("an error names the code, the trace and the remedy, and no words", async () => {
    const headers = { "x-tps-trace-id": "abc" };
    platform.script({ status: 400, body: { err_code: 11253, message: "张三说路灯坏了" }, headers });
    const error = "QQ http 400, code 11253, trace abc, the interface is not granted to this bot";
    expect(await qq.send(first)).toEqual({ outcome: "refused", error });
  });
});

describe("an unclear end", () => {
  test.each(["hang", "reset"] as const)(
    "(%s) of an answer is repeated, and a duplicate then means delivered",
    async (end) => {
      const hurried = open(platform.url, { timeoutMs: 3_000 });
      platform.script(end, refusal(40054005));
      expect(await hurried.send(reply)).toMatchObject({ outcome: "retry" });
      await hurried.stop?.();
      expect(await qq.send({ ...reply, attempt: 2 })).toEqual({ outcome: "sent" });
      const [one, two] = platform.calls;
      expect(one?.body).toEqual(two?.body);
    },
  );

  test.each(["hang", "reset"] as const)("(%s) of speaking first is unknown", async (end) => {
    const hurried = open(platform.url, { timeoutMs: 3_000 });
    platform.script(end);
    expect(await hurried.send(first)).toMatchObject({ outcome: "unknown" });
    await hurried.stop?.();
  });

  test("a duplicate at the first attempt is an error", async () => {
    platform.script(refusal(40054005));
    expect(await qq.send(reply)).toMatchObject({ outcome: "refused" });
  });

  test("nobody there is no unclear end", async () => {
    const gone = await openPlatform();
    await gone.close();
    const deaf = open(gone.url);
    expect(await deaf.send(first)).toMatchObject({ outcome: "retry" });
    await deaf.stop?.();
  });
});

describe("the token", () => {
  test("expired in the middle of a burst of 500 costs one new one, and every message arrives once and in order", async () => {
    const sent: string[] = [];
    await Promise.all(
      Array.from({ length: 10 }, async (_, target) => {
        for (let n = 0; n < 50; n += 1) {
          const to = { ...group, id: `G${target}` };
          const result = await qq.send({ ...first, id: `${target}-${n}`, to, text: `${target}-${n}` });
          expect(result.outcome).toBe("sent");
          sent.push(`${target}-${n}`);
          if (sent.length === 250) platform.revokeToken();
        }
      }),
    );
    const taken = platform.taken.map(({ body }) => String(body.content));
    expect(taken).toHaveLength(500);
    for (let target = 0; target < 10; target += 1) {
      const own = taken.filter((text) => text.startsWith(`${target}-`));
      expect(own).toEqual(Array.from({ length: 50 }, (_, n) => `${target}-${n}`));
    }
    expect(platform.calls.length).toBeGreaterThan(500);
    expect(platform.tokenRequests).toHaveLength(2);
  });

  test("refused by its endpoint, in a 200, sends nothing and asks once", async () => {
    platform.scriptToken({ status: 200, body: { code: 100016, message: "invalid appid or secret" } });
    const results = await Promise.all([qq.send(first), qq.send(reply)]);
    for (const result of results) expect(result).toMatchObject({ outcome: "retry", afterMs: 5000 });
    expect(await qq.send(first)).toMatchObject({ error: expect.stringContaining("QQ_APP_SECRET") });
    expect(platform.tokenRequests).toHaveLength(1);
    expect(platform.calls).toEqual([]);
  });
});

describe("a pressed button", () => {
  const d = { id: "i/1", type: 11, group_openid: "G", group_member_openid: "U", timestamp: 1795000000 };
  const body = JSON.stringify({ op: 0, t: "INTERACTION_CREATE", id: "INTERACTION_CREATE:i/1", d });
  async function press(): Promise<unknown> {
    const request = signRequest(O1.secret, "102", body, NOW / 1000);
    return qq.routes[0]?.handle(request, async () => ({ answer: null }));
  }
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await sleep(5);
  };

  test("is answered by the plain id", async () => {
    await press();
    await until(() => platform.taken.length > 0);
    expect(platform.calls).toMatchObject([{ method: "PUT", path: "/interactions/i%2F1", body: { code: 0 } }]);
    expect(warnings).toEqual([]);
  });

  test("whose answer fails costs a line in the log", async () => {
    platform.script(refusal(630004, 404));
    expect(await press()).toMatchObject({ status: 200 });
    await until(() => warnings.length > 0);
  });
});

describe("stopping", () => {
  test("lets what is on its way arrive, and begins nothing", async () => {
    await qq.send(first);
    const sending = qq.send(first);
    await sleep(1);
    await qq.stop?.();
    expect(await sending).toMatchObject({ outcome: "sent" });
    expect(await qq.send(first)).toMatchObject({ outcome: "retry" });
  });
});

test("the answers to a message are counted for its chat, first words for the whole bot too", () => {
  expect(qq.limits(group, { reply: true })).toHaveLength(2);
  expect(qq.limits(group)).toHaveLength(3);
});
