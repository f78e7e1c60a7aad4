import { describe, expect, test } from "@jest/globals";
import { readBotAnswer } from "../../../src/channels/wecom/client.ts";
import { seal } from "../../../src/channels/wecom/crypto.ts";
import { group, hello, nothing, path, queryOf, says, single, stamp } from "./bot-frames.ts";
import { pair } from "./vectors.ts";
import { createWorld } from "./world.ts";

describe("events", () => {
  test("enter_chat is welcomed with a text", async () => {
    const world = createWorld();
    world.answer = { answer: "您好" };
    const frame = { ...single, msgtype: "event", event: { eventtype: "enter_chat" } };
    const response = await says(world, frame);
    expect(world.accepted).toMatchObject([
      { type: "chat", change: "joined", chat: { kind: "direct", id: "zhangsan" }, answers: "response" },
    ]);
    expect(readBotAnswer(pair, response.body ?? "", stamp.nonce)).toEqual({
      msgtype: "text",
      text: { content: "您好" },
    });
  });

  test("a pressed card says its key and shows the answer to the one who pressed", async () => {
    const world = createWorld();
    const card = { card_type: "button_interaction", event_key: "/办结 W12", task_id: "t-1" };
    const frame = {
      ...group,
      msgtype: "event",
      event: { eventtype: "template_card_event", template_card_event: card },
    };
    const response = await says(world, frame);
    expect(world.accepted).toMatchObject([{ type: "message", text: "/办结 W12" }]);
    expect(readBotAnswer(pair, response.body ?? "", stamp.nonce)).toMatchObject({
      response_type: "update_template_card",
      userids: ["zhangsan"],
      template_card: { card_type: "text_notice", sub_title_text: "记下了", task_id: "t-1" },
    });
  });

  test("a stream nobody knows is ended", async () => {
    const world = createWorld();
    const response = await says(world, { msgid: "m", msgtype: "stream", stream: { id: "s-77" } });
    expect(readBotAnswer(pair, response.body ?? "", stamp.nonce)).toMatchObject({
      msgtype: "stream",
      stream: { id: "s-77", finish: true },
    });
    expect(world.accepted).toEqual([]);
  });

  test.each([
    [
      "feedback",
      { ...single, msgtype: "event", event: { eventtype: "feedback_event", feedback_event: { id: "f", type: 1 } } },
    ],
    ["an event unheard of", { ...single, msgtype: "event", event: { eventtype: "constructor" } }],
    ["a kind unheard of", { ...single, msgtype: "hologram", hologram: {} }],
    ["a kind called constructor", { ...single, msgtype: "constructor" }],
    ["a group without its id", { ...single, chattype: "group", msgtype: "text", text: { content: "x" } }],
    ["no sender", { msgid: "m", aibotid: "b", chattype: "single", msgtype: "text", text: { content: "x" } }],
    ["an id that is a number", { ...hello, msgid: 123 }],
    ["a text that is none", { ...hello, text: { content: 1e300 } }],
    ["an array", [1, 2]],
  ])("%s is taken in silence", async (_, frame) => {
    const world = createWorld();
    expect(await says(world, frame)).toEqual(nothing);
    expect(world.accepted).toEqual([]);
  });

  test.each([
    ["nested 10,000 deep", "[".repeat(10_000) + "]".repeat(10_000), nothing],
    ["a number too large", '{"msgid":1e400,"msgtype":"text"}', nothing],
    ["no JSON", "hello", { status: 400, body: "" }],
    ["cut short", '{"msgid":', { status: 400, body: "" }],
  ])("authentic but %s", async (_, message, response) => {
    const world = createWorld();
    const sealed = seal(pair, "", message, stamp);
    const body = Buffer.from(JSON.stringify({ encrypt: sealed.encrypt }));
    expect(await world.request(path, { query: queryOf(sealed), body })).toEqual(response);
    expect(world.accepted).toEqual([]);
  });

  test("__proto__ in a frame changes no prototype", async () => {
    const world = createWorld();
    const message = JSON.stringify(hello).replace(
      "{",
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    );
    const sealed = seal(pair, "", message, stamp);
    await world.request(path, {
      query: queryOf(sealed),
      body: Buffer.from(JSON.stringify({ encrypt: sealed.encrypt })),
    });
    expect(world.accepted).toHaveLength(1);
    expect("polluted" in {}).toBe(false);
  });
});
