import { describe, expect, test } from "@jest/globals";
import type { Message } from "../../../src/bot/message.ts";
import { decode } from "../../../src/channels/onebot/decode.ts";
import fc from "../../property.ts";

const NOW = 1_795_000_100_000;
const DAY_MS = 86_400_000;
const options = { selfId: "10001", otherBots: ["30003"], retentionMs: 30 * DAY_MS, now: NOW };

const group = {
  time: 1795000000,
  self_id: 10001,
  post_type: "message",
  message_type: "group",
  sub_type: "normal",
  message_id: -2147480001,
  group_id: 700800900,
  user_id: 20002,
  anonymous: null,
  message: [{ type: "text", data: { text: "/帮助" } }],
  raw_message: "/帮助",
  font: 14,
  sender: { user_id: 20002, nickname: "李", card: "李村干", role: "member" },
};
const privately = { ...group, message_type: "private", sub_type: "friend", group_id: undefined };

const said = (frame: object): Message => {
  const decoded = decode(frame, options);
  if (decoded.type !== "message") throw new Error(`decoded as ${JSON.stringify(decoded)}`);
  return decoded;
};

describe("messages", () => {
  test("a group message", () => {
    expect(said(group)).toEqual({
      type: "message",
      key: "onebot:10001:group:700800900:-2147480001:1795000000000",
      platformId: "-2147480001",
      chat: { channel: "onebot", bot: "10001", kind: "group", id: "700800900" },
      sender: { account: "onebot:20002", shortAccount: "onebot:20002", name: "李村干" },
      text: "/帮助",
      mentioned: false,
      botNames: [],
      quote: null,
      sentAt: 1_795_000_000_000,
      answers: "push",
      privately: { channel: "onebot", bot: "10001", kind: "direct", id: "20002" },
      hears: "all",
    });
  });

  test("a one-to-one message", () => {
    const message = said(privately);
    expect(message.chat).toEqual({ channel: "onebot", bot: "10001", kind: "direct", id: "20002" });
    expect(message.privately).toEqual(message.chat);
    expect(message.key).toBe("onebot:10001:private:20002:-2147480001:1795000000000");
    expect(message.replyTo).toBeUndefined();
  });

  test.each<[string, unknown, Partial<Message>]>([
    ["a CQ string", "[CQ:at,qq=10001] &#91;急&#93; a,b", { text: " [急] a,b", mentioned: true }],
    ["a single segment", { type: "text", data: { text: "好" } }, { text: "好" }],
    [
      "a quote with a number",
      [
        { type: "reply", data: { id: -77 } },
        { type: "text", data: { text: "办好了" } },
      ],
      { text: "办好了", quote: { messageId: "-77" } },
    ],
    [
      "the mention a client puts behind a quote",
      "[CQ:reply,id=5][CQ:at,qq=20009] +1",
      { text: " +1", quote: { messageId: "5" }, mentioned: false },
    ],
    [
      "a quote of the bot",
      "[CQ:reply,id=5][CQ:at,qq=10001] [CQ:at,qq=20009] 办好了",
      { text: " @20009 办好了", mentioned: true },
    ],
    ["a mention of the bot by number", [{ type: "at", data: { qq: 10001 } }], { text: "", mentioned: true }],
    [
      "a mention of somebody else",
      [
        { type: "at", data: { qq: "20009" } },
        { type: "text", data: { text: " 看看" } },
      ],
      {
        text: "@20009 看看",
        mentioned: false,
        mentions: [{ text: "@20009", account: "onebot:20009", shortAccount: "onebot:20009" }],
      },
    ],
    ["a mention of everybody", "[CQ:at,qq=all]开会", { text: "@all开会", mentioned: false }],
    [
      "a picture",
      [
        { type: "text", data: { text: "路灯坏了" } },
        { type: "image", data: { file: "a.jpg", url: "http://127.0.0.1/" } },
      ],
      { text: "路灯坏了[图片]" },
    ],
    ["a segment nobody knows", [{ type: "hologram", data: null }, { type: "text" }], { text: "[hologram]" }],
    ["no segments at all", [null, 7, "x", {}, { type: 3 }], { text: "" }],
    ["thumbs up, as QQ draws it", [{ type: "face", data: { id: 76 } }], { text: "👍" }],
    ["another face", "同意[CQ:face,id=14]", { text: "同意[表情]" }],
    ["line ends and NUL", "a\r\nb\rc\n\0d", { text: "a\nb\nc\nd" }],
    ["nothing", undefined, { text: "" }],
    ["emoji and rare characters", [{ type: "text", data: { text: "𠮷👨‍👩‍👧" } }], { text: "𠮷👨‍👩‍👧" }],
  ])("%s", (_, message, expected) => expect(said({ ...group, message })).toMatchObject(expected));

  test.each<[string, object, Partial<Message>]>([
    [
      "numbers as strings",
      { time: "1795000000", self_id: "10001", message_id: "-5", group_id: "700800900", user_id: "20002" },
      { key: "onebot:10001:group:700800900:-5:1795000000000" },
    ],
    ["milliseconds", { time: 1795000000123 }, { sentAt: 1_795_000_000_123 }],
    [
      "an id beyond 2^53",
      { user_id: "9007199254740993" },
      { sender: { account: "onebot:9007199254740993", shortAccount: "onebot:9007199254740993", name: "李村干" } },
    ],
    ["message id 0", { message_id: 0 }, { platformId: "0" }],
    [
      "a blank card",
      { sender: { nickname: "李", card: " " } },
      { sender: { account: "onebot:20002", shortAccount: "onebot:20002", name: "李" } },
    ],
    [
      "no sender",
      { sender: undefined },
      { sender: { account: "onebot:20002", shortAccount: "onebot:20002", name: "" } },
    ],
    [
      "odd names",
      { sender: { nickname: 5, card: null } },
      { sender: { account: "onebot:20002", shortAccount: "onebot:20002", name: "" } },
    ],
    ["NapCat's sequence", { real_seq: "4711" }, { sequence: 4711 }],
    ["unknown keys", { raw: { deep: [1] }, message_format: "array", group_name: "村民群" }, { text: "/帮助" }],
    ["no anonymous key", { anonymous: undefined }, { text: "/帮助" }],
    ["an event at the edge of the retention", { time: (NOW - 30 * DAY_MS) / 1000 }, { sentAt: NOW - 30 * DAY_MS }],
  ])("%s", (_, change, expected) => {
    const message = said({ ...group, ...change });
    expect(message).toMatchObject(expected);
    expect(message.stale).toBeUndefined();
  });

  test("what is required is little", () => {
    const { time, self_id, post_type, message_type, message_id, group_id, user_id } = group;
    expect(said({ time, self_id, post_type, message_type, message_id, group_id, user_id }).text).toBe("");
  });

  test("an event older than the retention is stale", () => {
    expect(said({ ...group, time: NOW / 1000 - 30 * 86_400 - 1 }).stale).toBe(true);
  });

  test.each([
    ["told by the event", { group_id: 700800900 }],
    ["told with the sender", { sender: { nickname: "王", group_id: 700800900 } }],
  ])("a temporary session is answered through the group %s", (_, change) => {
    const message = said({ ...privately, sub_type: "group", ...change });
    expect(message.chat).toEqual({ channel: "onebot", bot: "10001", kind: "direct", id: "20002" });
    expect(message.replyTo).toEqual({ id: "700800900", until: 1_795_000_600_000 });
  });

  test.each([
    ["a friend", { sub_type: "friend", group_id: 700800900 }],
    ["the group the implementation invents", { sub_type: "group", group_id: 284840486 }],
    ["no group", { sub_type: "group" }],
  ])("a one-to-one message names no group for %s", (_, change) => {
    expect(said({ ...privately, ...change }).replyTo).toBeUndefined();
  });
});

describe("what is none of the bot's business", () => {
  test.each([
    ["own messages", { user_id: 10001 }],
    ["own messages as reported by NapCat", { post_type: "message_sent" }],
    ["another bot's", { user_id: 30003 }],
    ["another account's", { self_id: 10002 }],
    ["anonymous ones", { anonymous: { id: 1, name: "大力", flag: "x" } }],
    ["anonymous ones by kind", { sub_type: "anonymous" }],
    ["system hints", { sub_type: "notice" }],
    ["an unknown kind", { message_type: "guild" }],
    ["no group", { group_id: null }],
    ["ids that are none", { user_id: "1:2" }],
    ["no time", { time: null }],
    ["a time beyond dates", { time: 1e300 }],
    ["an unknown post type", { post_type: "telepathy" }],
  ])("%s", (_, change) => expect(decode({ ...group, ...change }, options).type).toBe("ignored"));

  test.each([
    { time: 1795000001, self_id: 10001, post_type: "meta_event", meta_event_type: "lifecycle", sub_type: "connect" },
    { time: 1795000001, self_id: 10001, post_type: "request", request_type: "group", flag: "1" },
    {
      time: 1795000001,
      self_id: 10001,
      post_type: "notice",
      notice_type: "group_upload",
      group_id: 1,
      user_id: 2,
      file: {},
    },
    { time: 1795000001, self_id: 10001, post_type: "notice" },
    { post_type: "message", raw_message: "走访王家沟：低保已核实" },
    {},
    null,
    7,
  ])("%j", (frame) => expect(decode(frame, options).type).toBe("ignored"));

  test("no frame makes it throw", () => {
    const junk = fc.jsonValue({ maxDepth: 3 });
    const field = fc.constantFrom(...Object.keys(group), "notice_type", "operator_id", "real_seq");
    const frame = fc
      .tuple(fc.constantFrom("message", "notice", "request", "meta_event"), fc.dictionary(field, junk))
      .map(([post_type, changes]) => ({ ...group, post_type, notice_type: "group_recall", ...changes }));
    fc.assert(fc.property(fc.oneof(junk, frame), (anything) => void decode(anything, options)));
  });
});

describe("notices", () => {
  const notice = { time: 1795000100, self_id: 10001, post_type: "notice", group_id: 700800900, user_id: 20002 };
  const chat = { channel: "onebot", bot: "10001", kind: "group", id: "700800900" };

  test("a recall finds the message by chat and platform id", () => {
    const frame = { ...notice, notice_type: "group_recall", operator_id: 20002, message_id: -2147480001 };
    const message = said(group);
    expect(decode(frame, options)).toEqual({
      type: "recall",
      key: "onebot:10001:group_recall:700800900:-2147480001:1795000100000",
      platformId: message.platformId,
      chat: message.chat,
      by: "onebot:20002",
      sentAt: 1_795_000_100_000,
    });
  });

  test("a friend's recall finds it too", () => {
    const frame = { ...notice, group_id: undefined, notice_type: "friend_recall", message_id: -2147480001 };
    const message = said(privately);
    expect(decode(frame, options)).toMatchObject({
      type: "recall",
      platformId: message.platformId,
      chat: message.chat,
    });
  });

  test.each([
    ["group_increase", "invite", 10001, "joined"],
    ["group_decrease", "kick_me", 10001, "left"],
    ["group_decrease", "disband", 20009, "left"],
    ["group_decrease", "leave", 10001, "left"],
    ["group_ban", "ban", 10001, "no-push"],
    ["group_ban", "lift_ban", 10001, "may-push"],
    ["group_ban", "ban", 0, "no-push"],
    ["group_ban", "lift_ban", 0, "may-push"],
  ])("%s %s of %d is %s", (notice_type, sub_type, user_id, change) => {
    const decoded = decode({ ...notice, notice_type, sub_type, user_id, operator_id: 20009 }, options);
    expect(decoded).toMatchObject({ type: "chat", change, chat, answers: "push" });
  });

  test.each([
    ["a member came", { notice_type: "group_increase", sub_type: "approve" }, "debug"],
    ["a member was kicked", { notice_type: "group_decrease", sub_type: "kick" }, "debug"],
    ["a member was muted", { notice_type: "group_ban", sub_type: "ban" }, "debug"],
    ["the bot's own message was recalled", { notice_type: "group_recall", user_id: 10001, message_id: 1 }, "debug"],
    ["a recall of nothing", { notice_type: "group_recall" }, "warn"],
    ["the account was logged out", { notice_type: "bot_offline", tag: "x", message: "y" }, "error"],
    ["an old notice", { notice_type: "group_decrease", sub_type: "kick_me", time: 1 }, "warn"],
  ])("%s: ignored, and told at the right volume", (_, change, level) => {
    expect(decode({ ...notice, ...change }, options)).toMatchObject({ type: "ignored", level });
  });
});
