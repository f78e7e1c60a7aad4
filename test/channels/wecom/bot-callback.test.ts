import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { botCallback, echoQuery, readBotAnswer } from "../../../src/channels/wecom/client.ts";
import { hello, nothing, path, queryOf, refused, says, single, stamp } from "./bot-frames.ts";
import { A1, A2, aesKey, corpId, pair, token } from "./vectors.ts";
import { botOptions, createWorld, start } from "./world.ts";

describe("the address check", () => {
  test("echoes A1 exactly", async () => {
    const query = queryOf(A1);
    query.set("echostr", A1.encrypt);
    expect(await createWorld().request(path, { method: "GET", query })).toEqual({ status: 200, body: A1.message });
    query.set("echostr", A1.encrypt.replaceAll("+", " "));
    expect(await createWorld().request(path, { method: "GET", query })).toEqual({ status: 200, body: A1.message });
  });

  test.each([
    ["of another receive id", echoQuery(pair, corpId, "x", stamp)],
    ["ten minutes and a second old", echoQuery(pair, "", "x", { ...stamp, timestamp: String(start / 1000 - 601) })],
    ["without an echostr", queryOf(A1).toString()],
    ["with an empty echostr", `${queryOf(A1)}&echostr=`],
    ["with two", `${queryOf(A1)}&echostr=a&echostr=b`],
  ])("refuses one %s", async (_, query) => {
    expect(await createWorld().request(path, { method: "GET", query: new URLSearchParams(query) })).toEqual(refused);
  });
});

describe("a message", () => {
  test("A2 arrives whole and is answered under its own nonce", async () => {
    const world = createWorld();
    const body = Buffer.from(JSON.stringify({ encrypt: A2.encrypt }));
    const response = await world.request(path, { query: queryOf(A2), body });
    expect(world.accepted).toEqual([
      {
        type: "message",
        key: "wecom:aib-demo:m-0001",
        chat: { channel: "wecom", bot: "aib-demo", kind: "group", id: "wr-demo" },
        sender: { account: `wecom:${corpId}:zhangsan`, shortAccount: "wecom:zhangsan", name: "" },
        text: "@村务助手 /记录 张大爷家 谈低保",
        mentioned: true,
        botNames: ["村务助手"],
        quote: null,
        sentAt: start,
        answers: "response",
        privately: null,
        hears: "mentions",
        staffOnly: true,
        answerOnly: true,
      },
    ]);
    expect(response).toMatchObject({ status: 200, type: expect.stringContaining("application/json") });
    expect(JSON.parse(response.body ?? "")).toMatchObject({ nonce: A2.nonce, timestamp: start / 1000 });
    expect(readBotAnswer(pair, response.body ?? "", A2.nonce)).toEqual({
      msgtype: "stream",
      stream: { id: expect.stringMatching(/^s-[0-9a-f]{32}$/), finish: true, content: "记下了" },
    });
  });

  test("a second delivery is answered with the same stream", async () => {
    const world = createWorld();
    const first = await says(world, hello);
    const second = await world.post(path, botCallback(pair, hello, { ...stamp, nonce: "n-2" }));
    expect(readBotAnswer(pair, second.body ?? "", "n-2")).toEqual(readBotAnswer(pair, first.body ?? "", "n-1"));
  });

  test("under another name than was set is one to the bot, and the operator hears of it once", async () => {
    const world = createWorld();
    await says(world, hello);
    expect(world.channel.state?.()).toEqual({});
    for (const content of ["@新会小串 /帮助", "@新会小串 路灯不亮"])
      await says(world, { ...hello, msgid: `m-${content}`, text: { content } });
    await says(world, { ...hello, msgid: "m-9", text: { content: "@老李 看看 @村务 助手" } });
    const names = world.accepted.map((incoming) => (incoming.type === "message" ? incoming.botNames : []));
    expect(names).toEqual([["村务助手"], ["村务助手", "新会小串"], ["村务助手", "新会小串"], ["村务助手"]]);
    expect(world.logged).toHaveLength(1);
    expect(JSON.stringify(world.logged)).not.toContain("新会小串");
    expect(world.channel.state?.()).toEqual({ name: "not-WECOM_BOT_NAME" });
  });

  test("a private answer has a way only through the app", async () => {
    const world = createWorld({ app: { token, aesKey, agentId: 1, secret: "S" } });
    await says(world, hello);
    await says(world, { ...single, msgtype: "text", text: { content: "帮助" } });
    expect(world.accepted).toMatchObject([
      { privately: { channel: "wecom", bot: corpId, kind: "direct", id: "zhangsan" } },
      {
        privately: { channel: "wecom", bot: "aib-demo", kind: "direct", id: "zhangsan" },
        mentioned: false,
        hears: "all",
      },
    ]);
  });

  const picture = { msgtype: "image", image: { url: "https://example.com/a" } };
  test.each([
    [{ msgtype: "text", text: { content: "/归档" } }, "/归档"],
    [{ msgtype: "voice", voice: { content: "语音转写" } }, "语音转写"],
    [
      { msgtype: "mixed", mixed: { msg_item: [{ msgtype: "text", text: { content: "/记录" } }, picture] } },
      "/记录\n[图片]",
    ],
    [picture, "[图片]"],
    [{ msgtype: "file", file: { url: "https://example.com/a" } }, "[文件]"],
    [{ msgtype: "video", video: {} }, "[视频]"],
  ])("%j reads %j", async (said, text) => {
    const world = createWorld();
    await says(world, { ...single, ...said, create_time: 1_699_999_999 });
    expect(world.accepted).toMatchObject([{ text, sentAt: 1_699_999_999_000 }]);
  });

  test("a quote gives its words and nobody's name", async () => {
    const world = createWorld();
    await says(world, { ...hello, quote: { msgtype: "text", text: { content: "被引用的话" } } });
    await says(world, { ...hello, quote: { msgtype: "unheard-of" } });
    expect(world.accepted).toMatchObject([{ quote: { text: "被引用的话" } }, { quote: {} }]);
  });

  test("a long answer is cut within 20,480 bytes and between characters", async () => {
    const world = createWorld();
    world.answer = { answer: "村".repeat(7_000) };
    const response = await says(world, hello);
    const answer = readBotAnswer(pair, response.body ?? "", stamp.nonce) as { stream: { content: string } };
    expect(Buffer.byteLength(answer.stream.content)).toBe(20_478);
    expect(answer.stream.content).toMatch(/^村+…$/);
  });

  test("nothing to say is an empty 200", async () => {
    const world = createWorld();
    world.answer = { answer: null };
    expect(await says(world, hello)).toEqual(nothing);
  });

  test("a failing accept is let through, for the server's 503", async () => {
    const world = createWorld();
    world.answer = () => Promise.reject(new Error("disk full"));
    await expect(says(world, hello)).rejects.toThrow("disk full");
  });

  test("a key no index takes is shortened", async () => {
    const world = createWorld();
    await says(world, { ...hello, msgid: "m".repeat(5_000) });
    expect(world.accepted[0]?.key).toMatch(/^wecom:[0-9a-f]{32}$/);
  });
});

describe("time", () => {
  test.each([
    [-601, true],
    [-600, false],
    [600, false],
    [601, true],
  ])("signed %d s from now: stale %j", async (seconds, isStale) => {
    const world = createWorld();
    await world.post(path, botCallback(pair, hello, { ...stamp, timestamp: String(start / 1000 + seconds) }));
    expect("stale" in (world.accepted[0] ?? {})).toBe(isStale);
  });

  test("a stale message known by its key gets its stored answer, another is refused", async () => {
    const world = createWorld();
    world.now = start + 3_600_000;
    expect(await says(world, hello)).toMatchObject({ status: 200 });
    world.answer = { answer: null, refused: true };
    expect(await says(world, hello)).toEqual(refused);
  });
});

test("the old keys open and seal during a rotation", async () => {
  const previous = { token: "old", aesKey: `${aesKey.slice(1)}A` };
  const world = createWorld({ bot: { ...botOptions, previous } });
  for (const keys of [pair, previous]) {
    const response = await world.post(path, botCallback(keys, hello, stamp));
    expect(readBotAnswer(keys, response.body ?? "", stamp.nonce)).toMatchObject({ msgtype: "stream" });
  }
});

describe("a picture with an answer", () => {
  const png = Buffer.from("the bytes of a picture");
  const picture = (drawn: Promise<Buffer>) => ({ png: () => drawn, instead: "这里发不了图。" });
  const shown = async (frame: object, drawn: Promise<Buffer>) => {
    const world = createWorld();
    world.answer = { answer: "谈心 1/3村", picture: picture(drawn) };
    const { body } = await says(world, frame);
    return readBotAnswer(pair, body ?? "", stamp.nonce) as { stream?: object; template_card?: object };
  };
  const asked = { ...single, msgtype: "text", text: { content: "/简报 图" } };

  test("is an item of the finished stream, with the sum of its bytes", async () => {
    const image = { base64: png.toString("base64"), md5: createHash("md5").update(png).digest("hex") };
    expect(await shown(asked, Promise.resolve(png))).toMatchObject({
      stream: { finish: true, content: "谈心 1/3村", msg_item: [{ msgtype: "image", image }] },
    });
  });

  test("that cannot be drawn is said to be missing", async () => {
    const { stream } = await shown(asked, Promise.reject(new Error("no thread")));
    expect(stream).toEqual({ id: expect.anything(), finish: true, content: "谈心 1/3村\n这里发不了图。" });
  });
});
