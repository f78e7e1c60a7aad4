import { describe, expect, test } from "@jest/globals";
import type { Message } from "../../../src/bot/message.ts";
import { decode } from "../../../src/channels/qq/decode.ts";
import type { Delivery } from "../../../src/channels/qq/delivery.ts";
import { frame } from "../../../src/channels/qq/frame.ts";
import fc from "../../property.ts";
import { MINIMAL, O1, QUOTE_IN_FULL_MODE } from "./fixtures.ts";

const RECEIVED = Date.parse("2026-11-21T09:00:02+08:00");
const NINE = Date.parse("2026-11-21T09:00:00+08:00");
const delivery: Delivery = { appId: "102", receivedAt: RECEIVED, signedAt: RECEIVED, stale: false };

const decoded = (value: unknown) => decode(frame.parse(value), delivery);
const parsed = (json: string) => decoded(JSON.parse(json));

function message(t: string, d: object, id = `${t}:1`): Message {
  const incoming = decoded({ op: 0, t, id, d: { id: "m1", timestamp: "2026-11-21T09:00:00+08:00", ...d } })?.incoming;
  if (incoming?.type !== "message") throw new Error("no message");
  return incoming;
}
const inGroup = (d: object, t = "GROUP_MESSAGE_CREATE") =>
  message(t, { group_openid: "G", author: { member_openid: "U" }, ...d });

describe("messages in groups", () => {
  test("an @-message", () => {
    expect(parsed(O1.body)?.incoming).toEqual({
      type: "message",
      key: "qq:102:group:0123456789ABCDEF0123456789ABCDEF:ROBOT1.0_demoMsg0001",
      alsoKey: "qq:102:event:GROUP_AT_MESSAGE_CREATE:demo-0001",
      platformId: "ROBOT1.0_demoMsg0001",
      chat: { channel: "qq", bot: "102", kind: "group", id: "0123456789ABCDEF0123456789ABCDEF" },
      sender: {
        account: "qq:102:member:0123456789ABCDEF0123456789ABCDEF:FEDCBA9876543210FEDCBA9876543210",
        shortAccount: "qq:FEDCBA9876543210FEDCBA9876543210",
        name: "demo",
      },
      text: "/help",
      mentioned: true,
      botNames: [],
      quote: null,
      sentAt: NINE,
      answers: "push",
      replyTo: { id: "ROBOT1.0_demoMsg0001", until: NINE + 290_000 },
      privately: null,
      hears: "mentions",
    });
  });

  test("others who are mentioned come with their accounts", () => {
    const mentions = [
      { id: "B0", is_you: true, username: "小助手" },
      { member_openid: "W1", username: "老王" },
      { member_openid: "W2" },
    ];
    expect(inGroup({ content: "<@B0> /提醒 <@W1> 明天9点 开会", mentions })).toMatchObject({
      text: "/提醒 @老王 明天9点 开会",
      mentions: [{ text: "@老王", account: "qq:102:member:G:W1", shortAccount: "qq:W1" }],
    });
  });

  test("the smallest legal frame", () => {
    const incoming = parsed(MINIMAL)?.incoming;
    expect(incoming).toMatchObject({
      key: "qq:102:group:g:m",
      text: "x",
      mentioned: false,
      hears: "all",
      sentAt: NINE,
    });
  });

  test("a quote in full mode, where the bot is mentioned by an object", () => {
    expect(parsed(QUOTE_IN_FULL_MODE)?.incoming).toMatchObject({
      text: "/确认 37",
      mentioned: true,
      botNames: ["村务助手"],
      hears: "all",
      platformId: "REFIDX_k2==",
      quote: { messageId: "REFIDX_k1==", text: "登记 #37 待确认" },
    });
  });

  test("a quote whose text the platform does not give", () => {
    expect(inGroup({ message_type: 103 }).quote).toEqual({});
  });

  test("one message delivered as both types has one key", () => {
    expect(inGroup({}, "GROUP_AT_MESSAGE_CREATE").key).toBe(inGroup({}).key);
  });

  test("the same id in two groups is two messages, the same event in two bots two events", () => {
    expect(inGroup({ group_openid: "H" }).key).not.toBe(inGroup({}).key);
    const other = decode(frame.parse(JSON.parse(MINIMAL)), { ...delivery, appId: "103" })?.incoming;
    expect(other).toMatchObject({ key: "qq:103:group:g:m", alsoKey: "qq:103:event:e" });
  });

  test("how long it can be answered does not hang on our clock", () => {
    const ahead = { ...delivery, receivedAt: RECEIVED + 400_000 };
    const incoming = decode(frame.parse(JSON.parse(MINIMAL)), ahead)?.incoming;
    expect(incoming).toMatchObject({ sentAt: NINE, replyTo: { id: "m", until: NINE + 400_000 + 290_000 } });
  });

  test("a stale delivery says so", () => {
    expect(decode(frame.parse(JSON.parse(MINIMAL)), { ...delivery, stale: true })?.incoming).toHaveProperty(
      "stale",
      true,
    );
  });

  test("other bots are not heard", () => {
    const author = { member_openid: "U", bot: true };
    expect(decoded({ t: "GROUP_MESSAGE_CREATE", d: { id: "m", group_openid: "G", author } })).toBeNull();
  });
});

describe("the text of a message", () => {
  const you = { id: "B0", member_openid: "B0", username: "村务助手", is_you: true };
  const wang = { id: "W1", member_openid: "W1", username: "王支书" };
  test.each([
    ["the bot's tag goes", "<@!B0> /谈心", [you], "/谈心"],
    ["in its newer form too", '/谈心<qqbot-at-user id="B0" />', [you], "/谈心"],
    ["another's becomes a name", '<@B0>问 <qqbot-at-user id="W1"/>', [you, wang], "问 @王支书"],
    ["an unknown one stays", "<@XX> 在吗", [], "<@XX> 在吗"],
    ["a face that says something is said", '同意<faceType=1,faceId="76",ext="eyJ0ZXh0IjoiIn0=">', [], "同意👍"],
    ["another one is a face", '<faceType=3,faceId="305",ext="e30=">意见：灯不亮', [], "[表情]意见：灯不亮"],
    ["what is no tag stays", "a<@ b> <qqbot-at-user>", [you], "a<@ b> <qqbot-at-user>"],
    ["invisible blanks stay for the reader of commands", "\u3000/帮助\u200b", [], "/帮助\u200b"],
  ])("%s", (_name, content, mentions, text) => {
    expect(inGroup({ content, mentions }).text).toBe(text);
  });

  test("an @-message's leading tag is the bot even when the platform does not list it", () => {
    expect(inGroup({ content: " <@!B0> /谈心 <@B9>" }, "GROUP_AT_MESSAGE_CREATE").text).toBe("/谈心 <@B9>");
    const faced = '<faceType=1,faceId="14",ext=""> <@!B0> /谈心';
    expect(inGroup({ content: faced }, "GROUP_AT_MESSAGE_CREATE").text).toMatch(/^\[表情\]\s+\/谈心$/);
  });

  test.each([
    ["a picture alone", { content: " ", attachments: [{ content_type: "image/png", url: "x" }] }, "[图片]"],
    ["words and a picture", { content: "塌了", attachments: [{ content_type: "image/jpeg" }] }, "塌了 [图片]"],
    ["a film", { attachments: [{ content_type: "video/mp4" }] }, "[视频]"],
    [
      "a voice with its transcript",
      { attachments: [{ content_type: "voice", asr_refer_text: "路灯坏了" }] },
      "路灯坏了",
    ],
    ["a voice without", { attachments: [{ content_type: "voice" }] }, "[语音]"],
    ["a file", { attachments: [{ content_type: "file", filename: "名单.xlsx" }] }, "[文件]名单.xlsx"],
    ["a card", { message_type: 3, ark_data: { prompt: "[分享]村务公开" } }, "[卡片][分享]村务公开"],
    ["a chat record", { message_type: 102, msg_elements: [{ content: "别人的话" }] }, "[聊天记录]"],
    ["nothing", {}, ""],
  ])("%s", (_name, d, text) => {
    expect(inGroup(d).text).toBe(text);
  });
});

describe("one to one", () => {
  test("a message is answered where it came from", () => {
    const direct = message("C2C_MESSAGE_CREATE", { author: { id: "U1", user_openid: "U1" }, content: "帮助" });
    const chat = { channel: "qq", bot: "102", kind: "direct", id: "U1" };
    expect(direct).toMatchObject({ chat, privately: chat, hears: "all", mentioned: false, key: "qq:102:direct:U1:m1" });
    expect(direct.sender).toEqual({ account: "qq:102:user:U1", shortAccount: "qq:U1", name: "" });
  });
});

describe("what happens to the bot", () => {
  test.each([
    ["GROUP_ADD_ROBOT", "joined", "group"],
    ["GROUP_DEL_ROBOT", "left", "group"],
    ["GROUP_MSG_RECEIVE", "may-push", "group"],
    ["GROUP_MSG_REJECT", "no-push", "group"],
    ["FRIEND_ADD", "joined", "direct"],
    ["FRIEND_DEL", "left", "direct"],
    ["C2C_MSG_RECEIVE", "may-push", "direct"],
    ["C2C_MSG_REJECT", "no-push", "direct"],
  ])("%s is %s", (t, change, kind) => {
    const openid = kind === "group" ? { group_openid: "G" } : { openid: "G" };
    expect(decoded({ t, id: `${t}:7`, d: { ...openid, timestamp: 1795000000 } })?.incoming).toMatchObject({
      type: "chat",
      key: `qq:102:${kind}:G:${t}:1795000000`,
      change,
      sentAt: 1795000000000,
      chat: { kind, id: "G" },
    });
  });

  test("coming into a group can be answered for five minutes", () => {
    const d = { group_openid: "G", timestamp: "1795000000" };
    expect(decoded({ t: "GROUP_ADD_ROBOT", id: "GROUP_ADD_ROBOT:7", d })?.incoming).toMatchObject({
      replyTo: { id: "event:GROUP_ADD_ROBOT:7", until: 1795000290000 },
    });
  });
});

describe("a button", () => {
  const press = {
    id: "i1",
    type: 11,
    timestamp: "2026-11-21T09:00:00+08:00",
    data: { resolved: { button_data: "办好了" } },
  };
  test("in a group is a message from who pressed it", () => {
    const d = { ...press, group_openid: "G", group_member_openid: "U" };
    expect(decoded({ t: "INTERACTION_CREATE", id: "INTERACTION_CREATE:i1", d })).toMatchObject({
      interaction: "i1",
      incoming: {
        key: "qq:102:group:G:interaction:i1",
        text: "办好了",
        mentioned: true,
        sender: { account: "qq:102:member:G:U" },
        replyTo: { id: "event:INTERACTION_CREATE:i1" },
      },
    });
  });

  test("one to one too", () => {
    const found = decoded({ t: "INTERACTION_CREATE", id: "x", d: { ...press, type: 12, user_openid: "U" } });
    expect(found?.incoming).toMatchObject({ chat: { kind: "direct", id: "U" }, privately: { id: "U" } });
  });

  test.each([18, 19, 20])("of type %i is a decision on speaking first in the group, if on anything", (type) => {
    const authorised = (scope?: string) =>
      decoded({
        t: "INTERACTION_CREATE",
        id: "x",
        d: { ...press, type, group_openid: "G", data: { resolved: { authorize_data: { scope } } } },
      });
    expect(authorised("group_push")?.incoming).toMatchObject({
      type: "chat",
      change: "push-changed",
      chat: { kind: "group", id: "G" },
    });
    expect([authorised("c2c_push"), authorised(), decoded({ t: "INTERACTION_CREATE", d: { ...press, type } })]).toEqual(
      [null, null, null],
    );
  });
});

describe("frames of no use", () => {
  test.each([
    ["unknown type", { t: "GROUP_MEMBER_ADD", d: { group_openid: "G" } }],
    ["a name of Object's own", { t: "constructor", d: { group_openid: "G", timestamp: 1 } }],
    ["no type", { d: {} }],
    ["no data", { t: "GROUP_MESSAGE_CREATE" }],
    ["no group", { t: "GROUP_MESSAGE_CREATE", d: { id: "m", author: { member_openid: "U" } } }],
    ["nobody", { t: "GROUP_MESSAGE_CREATE", d: { id: "m", group_openid: "G", author: {} } }],
    ["an id that is no key", { t: "C2C_MESSAGE_CREATE", d: { id: "m\u0000", author: { user_openid: "U" } } }],
    ["a change of no chat", { t: "GROUP_ADD_ROBOT", d: { timestamp: 1 } }],
    ["a change at no time", { t: "GROUP_ADD_ROBOT", d: { group_openid: "G" } }],
  ])("%s", (_name, value) => {
    expect(decoded(value)).toBeNull();
  });

  test("fields of other types spoil nothing but themselves", () => {
    const odd = {
      mentions: null,
      attachments: "x",
      msg_elements: {},
      message_scene: [],
      message_type: "0",
      content: "好",
    };
    expect(inGroup({ ...odd, timestamp: {} })).toMatchObject({ text: "好", quote: null, sentAt: RECEIVED });
  });

  test("nothing makes it throw", () => {
    const types = [
      "GROUP_MESSAGE_CREATE",
      "C2C_MESSAGE_CREATE",
      "INTERACTION_CREATE",
      "FRIEND_ADD",
      "GROUP_MSG_REJECT",
    ];
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.object(), fc.object(), (t, d, whole) => {
        decoded({ ...whole, t, d: { ...d, id: "m", group_openid: "G", openid: "U", author: { id: "U", ...d } } });
      }),
    );
  });
});
