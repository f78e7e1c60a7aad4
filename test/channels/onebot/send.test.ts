import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { ChatAddress } from "../../../src/bot/message.ts";
import type { Channel, Outgoing, SendResult } from "../../../src/channels/channel.ts";
import { createOnebot } from "../../../src/channels/onebot/index.ts";
import { answering, hanging, openImplementation, resetting } from "./implementation.ts";
import { logged } from "./log.ts";

const group: ChatAddress = { channel: "onebot", bot: "10001", kind: "group", id: "700800900" };
const direct: ChatAddress = { channel: "onebot", bot: "10001", kind: "direct", id: "20002" };
const outgoing = (changes: Partial<Outgoing> = {}): Outgoing => ({
  id: "1",
  to: group,
  text: "好的",
  attempt: 1,
  ...changes,
});
const failed = (retcode: number) => answering({ status: "failed", retcode, data: null, wording: "消息体无法解析" });

let implementation: Awaited<ReturnType<typeof openImplementation>>;
let log: ReturnType<typeof logged>;
let channel: Channel;

const open = (apiUrl: string, accessToken?: string, timeoutMs = 10_000) =>
  createOnebot({
    secret: "s",
    apiUrl,
    accessToken,
    retentionMs: 1,
    timeoutMs,
    log,
    now: () => 0,
    random: () => 0,
  });

beforeEach(async () => {
  implementation = await openImplementation();
  log = logged();
  channel = open(`${implementation.url}/`, "T0KEN");
});

afterEach(async () => {
  await channel.stop?.();
  await implementation.close();
});

describe("calls", () => {
  test("a group message", async () => {
    expect(await channel.send(outgoing())).toEqual({ outcome: "sent", messageId: "-1320011" });
    expect(implementation.calls).toMatchObject([
      {
        path: "/send_group_msg",
        headers: { authorization: "Bearer T0KEN", "content-type": "application/json" },
        body: { group_id: 700800900, message: [{ type: "text", data: { text: "好的" } }] },
      },
    ]);
  });

  test("a file is uploaded as its bytes, and where no implementation takes it its words are to be said", async () => {
    const file = { name: "台账.xlsx", bytes: async () => Buffer.from("PK") };
    expect(await channel.send(outgoing({ file, to: direct }))).toMatchObject({ outcome: "sent" });
    expect(await channel.send(outgoing({ file }))).toMatchObject({ outcome: "sent" });
    expect(implementation.calls).toMatchObject([
      { path: "/upload_private_file", body: { user_id: 20002, file: "base64://UEs=", name: "台账.xlsx" } },
      { path: "/upload_group_file", body: { group_id: 700800900, file: "base64://UEs=", name: "台账.xlsx" } },
    ]);
    implementation.behaviours.push(failed(1404));
    expect(await channel.send(outgoing({ file }))).toMatchObject({ outcome: "no-picture" });
  });

  test("a picture goes as its bytes, not as a file of this machine", async () => {
    const picture = { png: async () => Buffer.from("PNG") };
    expect(await channel.send(outgoing({ picture, text: "在上面" }))).toMatchObject({ outcome: "sent" });
    await channel.send(outgoing({ picture, to: direct }));
    expect(implementation.calls).toMatchObject([
      { path: "/send_group_msg", body: { message: [{ type: "image", data: { file: "base64://UE5H" } }] } },
      { path: "/send_private_msg", body: { message: [{ type: "image", data: { file: "base64://UE5H" } }] } },
    ]);
  });

  test("a private message", async () => {
    await channel.send(outgoing({ to: direct }));
    expect(implementation.calls).toMatchObject([{ path: "/send_private_msg", body: { user_id: 20002 } }]);
    expect(implementation.calls[0]?.body).not.toHaveProperty("group_id");
  });

  test("an answer to a temporary session names its group", async () => {
    await channel.send(outgoing({ to: direct, replyTo: "700800900" }));
    expect(implementation.calls[0]?.body).toMatchObject({ user_id: 20002, group_id: 700800900 });
  });

  test("an id beyond 2^53 keeps its digits", async () => {
    await channel.send(outgoing({ to: { ...direct, id: "9007199254740993" } }));
    expect(implementation.calls[0]?.body).toMatchObject({ user_id: "9007199254740993" });
  });

  test("what people write stays text", async () => {
    const text = "[CQ:at,qq=all] [CQ:image,file=http://169.254.169.254/]";
    await channel.send(outgoing({ text }));
    expect(implementation.calls[0]?.body).toMatchObject({ message: [{ type: "text", data: { text } }] });
  });

  test("a long text goes in parts, one call each, cut at line ends", async () => {
    const text = Array.from({ length: 100 }, (_, line) => `${line} ${"谈".repeat(40)}`).join("\n");
    let done = 0;
    let result: SendResult = await channel.send(outgoing({ text }));
    while (result.outcome === "partly") {
      expect(result.done).toBe(done + 1);
      done = result.done;
      result = await channel.send(outgoing({ text, done }));
    }
    expect(result.outcome).toBe("sent");
    const parts = implementation.calls.map(
      ({ body }) => (body as { message: [{ data: { text: string } }] }).message[0].data.text,
    );
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join("\n")).toBe(text);
    expect(parts.every((part) => Buffer.byteLength(part) <= 4_500)).toBe(true);
  });

  test("no token, no header", async () => {
    const open_ = open(implementation.url);
    await open_.send(outgoing());
    await open_.stop?.();
    expect(implementation.calls[0]?.headers).not.toHaveProperty("authorization");
  });
});

describe("outcomes", () => {
  const busy = answering("", 429, { "retry-after": "7" });
  const success = '{"status":"ok","retcode":0,"data":{"message_id":9007199254740993}}';
  test.each([
    ["an id beyond 2^53", answering(success), 1, { outcome: "sent", messageId: "9007199254740993" }],
    ["success without data", answering({ status: "ok", retcode: 0, data: null }), 1, { outcome: "sent" }],
    ["a queued call", answering({ status: "async", retcode: 1, data: null }), 1, { outcome: "unknown" }],
    ["a failure in a 200", failed(200), 1, { outcome: "retry" }],
    ["the same over and over", failed(200), 5, { outcome: "refused" }],
    ["success that contradicts itself", answering({ status: "ok", retcode: 1200 }), 1, { outcome: "retry" }],
    [
      "a time-out of QQ behind the implementation: it may be there",
      answering({ status: "failed", retcode: 1200, message: "Timeout: NTEvent sendMsg", wording: "Timeout" }),
      1,
      { outcome: "unknown" },
    ],
    ["bad parameters", failed(1400), 1, { outcome: "refused" }],
    ["a wrong token in a 200", failed(1403), 1, { outcome: "retry", afterMs: 30_000 }],
    ["an unknown action in a 200", failed(1404), 1, { outcome: "retry", afterMs: 30_000 }],
    ["no retcode", answering({}), 1, { outcome: "retry" }],
    ["no OneBot", answering("<html>"), 1, { outcome: "unknown" }],
    ["429", busy, 1, { outcome: "retry", afterMs: 7_000 }],
    ["429 for a day", answering("", 429, { "retry-after": "86400" }), 1, { outcome: "retry", afterMs: 60_000 }],
    ["500", answering("", 500), 1, { outcome: "retry" }],
    ["401", answering("", 401), 1, { outcome: "retry", afterMs: 30_000 }],
    ["403", answering({ message: "token verify failed!" }, 403), 1, { outcome: "retry", afterMs: 30_000 }],
    ["404", answering("", 404), 1, { outcome: "retry", afterMs: 30_000 }],
    ["400", answering("Invalid JSON", 400), 1, { outcome: "refused" }],
    ["a redirect", answering("", 307, { location: "http://127.0.0.1:1/" }), 1, { outcome: "refused" }],
    ["a reset", resetting, 1, { outcome: "unknown" }],
  ])("%s", async (_, behave, attempt, expected) => {
    implementation.behaviours.push(behave);
    expect(await channel.send(outgoing({ attempt }))).toMatchObject(expected);
    expect(implementation.calls).toHaveLength(1);
  });

  test("a hang", async () => {
    implementation.behaviours.push(hanging);
    const impatient = open(implementation.url, "T0KEN", 300);
    expect(await impatient.send(outgoing())).toEqual({ outcome: "unknown", error: "TimeoutError" });
    await impatient.stop?.();
  });

  test.each(["127.0.0.1", "localhost"])("a connection refused by %s was surely not sent", async (host) => {
    const nowhere = open(`http://${host}:1`);
    expect(await nowhere.send(outgoing())).toMatchObject({ outcome: "retry", error: "ECONNREFUSED" });
    await nowhere.stop?.();
  });

  test("the next call takes a connection of its own, so an idle one that died leaves no doubt", async () => {
    await channel.send(outgoing());
    await channel.send(outgoing({ id: "2" }));
    expect(implementation.calls.map(({ headers }) => headers.connection)).toEqual(["close", "close"]);
  });

  test("the risk is told at start", async () => {
    await channel.start?.(async () => ({ answer: null }));
    expect(log.lines.join("")).toContain("may be frozen");
  });

  test("failures are logged without words, tokens or addresses", async () => {
    implementation.behaviours.push(failed(200), answering("", 403), resetting);
    for (let attempt = 1; attempt <= 3; attempt += 1) await channel.send(outgoing({ attempt, text: "低保" }));
    const lines = log.lines.join("");
    expect(log.lines).toHaveLength(3);
    expect(lines).not.toMatch(/低保|T0KEN|消息体|127\.0\.0\.1|20002/);
  });
});

test("the account is paced, and each group on top of it", () => {
  expect(channel.limits(direct)).toEqual([{ key: "onebot:10001", points: 1, seconds: 1.5 }]);
  expect(channel.limits(group)).toEqual([
    { key: "onebot:10001", points: 1, seconds: 1.5 },
    { key: "onebot:10001:group:700800900", points: 20, seconds: 60 },
  ]);
});
