import { describe, expect, test } from "@jest/globals";
import { appCallback, echoQuery, readAppAnswer } from "../../../src/channels/wecom/client.ts";
import { seal } from "../../../src/channels/wecom/crypto.ts";
import { readXml, writeXml } from "../../../src/channels/wecom/xml.ts";
import { A5, aesKey, corpId, pair, token, V1, V2 } from "./vectors.ts";
import { appOptions, createWorld, start, type World } from "./world.ts";

const path = "/webhook/wecom/app";
const stamp = { timestamp: String(start / 1000), nonce: "n-1" };
const nothing = { status: 200, body: "" };
const refused = { status: 403, body: "" };
const hour = 3_600_000;

const common = { ToUserName: corpId, FromUserName: "zhangsan", CreateTime: start / 1000, AgentID: 1000002 };
const hello = { ...common, MsgType: "text", Content: "/帮助", MsgId: "7000000000000000123" };

const createAppWorld = () => createWorld({ app: appOptions });
const says = (world: World, fields: Parameters<typeof appCallback>[2], at = stamp) =>
  world.post(path, appCallback(pair, corpId, fields, at));
const queryOf = ({ signature, timestamp, nonce }: { signature: string; timestamp: string; nonce: string }) =>
  new URLSearchParams({ msg_signature: signature, timestamp, nonce });

describe("the address check", () => {
  test("echoes V1 exactly, in its time only", async () => {
    const world = createAppWorld();
    const query = queryOf(V1);
    query.set("echostr", V1.encrypt);
    expect(await world.request(path, { method: "GET", query })).toEqual(refused);
    world.now = Number(V1.timestamp) * 1000;
    expect(await world.request(path, { method: "GET", query })).toEqual({ status: 200, body: V1.message });
  });

  test("refuses the bot's", async () => {
    const query = new URLSearchParams(echoQuery(pair, "", "x", stamp));
    expect(await createAppWorld().request(path, { method: "GET", query })).toEqual(refused);
  });
});

describe("a message", () => {
  test("comes from the same member however WeCom writes the id", async () => {
    const world = createAppWorld();
    for (const FromUserName of ["GuanLiYuan", "guanliyuan"])
      await says(world, { ...hello, FromUserName, MsgId: FromUserName === "guanliyuan" ? "2" : "1" });
    const from = (world.accepted as readonly { sender: object; chat: object }[]).map(({ sender, chat }) => [
      sender,
      chat,
    ]);
    expect(from).toHaveLength(2);
    expect(from[0]).toEqual(from[1]);
    expect(from[0]).toMatchObject([{ shortAccount: "wecom:guanliyuan" }, { id: "guanliyuan" }]);
  });

  test.each([
    ["V2", V2, "hello", "wecom:wx5823bf96d3bd56c7:4561255354251345929"],
    ["A5", A5, "/提醒 明天9点 开会", "wecom:wx5823bf96d3bd56c7:7000000000000000123"],
  ])("%s arrives and is answered sealed", async (_, vector, text, key) => {
    const world = createAppWorld();
    world.now = Number(vector.timestamp) * 1000;
    const userid = vector === V2 ? "mycreate" : "zhangsan";
    const body = Buffer.from(writeXml({ xml: { ToUserName: corpId, AgentID: "218", Encrypt: vector.encrypt } }));
    const response = await world.request(path, { query: queryOf(vector), body });
    const chat = { channel: "wecom", bot: corpId, kind: "direct", id: userid };
    expect(world.accepted).toEqual([
      {
        type: "message",
        key,
        chat,
        sender: { account: `wecom:${corpId}:${userid}`, shortAccount: `wecom:${userid}`, name: "" },
        text,
        mentioned: false,
        botNames: [],
        quote: null,
        sentAt: world.now,
        answers: "response",
        privately: chat,
        hears: "all",
        answerBytes: 2048,
      },
    ]);
    expect(response).toMatchObject({ status: 200, type: expect.stringContaining("xml") });
    expect(readAppAnswer(pair, corpId, response.body ?? "")).toBe(
      `<xml><ToUserName><![CDATA[${userid}]]></ToUserName><FromUserName><![CDATA[${corpId}]]></FromUserName><CreateTime>${vector.timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[记下了]]></Content></xml>`,
    );
  });

  const media = { MediaId: "M", MsgId: "1", ...common };
  test.each([
    [{ ...media, MsgType: "image", PicUrl: "https://example.com/a" }, "[图片]"],
    [{ ...media, MsgType: "voice", Format: "amr" }, "[语音]"],
    [{ ...media, MsgType: "voice", Format: "amr", Recognition: "去走访" }, "去走访"],
    [{ ...media, MsgType: "video" }, "[视频]"],
    [
      { ...media, MsgType: "location", Location_X: "31.2", Location_Y: "113.3", Label: "村委会" },
      "[位置]村委会 31.2 113.3",
    ],
    [{ ...media, MsgType: "link", Title: "通知", Url: "https://example.com/" }, "[链接]通知 https://example.com/"],
    [{ ...hello, Content: "a]]>b &amp; <c>" }, "a]]>b &amp; <c>"],
  ])("%j reads %j", async (fields, text) => {
    const world = createAppWorld();
    await says(world, fields);
    expect(world.accepted).toMatchObject([{ type: "message", text }]);
  });

  test("an answer is cut within 2,048 bytes, and ]]> in it stays text", async () => {
    const world = createAppWorld();
    world.answer = { answer: `]]>${"村".repeat(1_000)}` };
    const response = await says(world, hello);
    const content = readXml(readAppAnswer(pair, corpId, response.body ?? "") ?? "")?.get("Content") ?? "";
    expect(content).toMatch(/^\]\]>村+…$/);
    expect(Buffer.byteLength(content)).toBe(2_046);
  });

  test("nothing to say is an empty 200", async () => {
    const world = createAppWorld();
    world.answer = { answer: null };
    expect(await says(world, hello)).toEqual(nothing);
  });

  test("a stale one is told so, and refused when its key is unknown", async () => {
    const world = createAppWorld();
    world.now += hour;
    expect(await says(world, hello)).toMatchObject({ status: 200 });
    expect(world.accepted).toMatchObject([{ stale: true }]);
    world.answer = { answer: null, refused: true };
    expect(await says(world, hello)).toEqual(refused);
  });
});

describe("events", () => {
  const event = { ...common, MsgType: "event" };

  test("a delivery again has the same key, another event of the same second another", async () => {
    const world = createAppWorld();
    for (const key of ["/帮助", "/帮助", "/简报"]) await says(world, { ...event, Event: "click", EventKey: key });
    await says(world, { ...event, Event: "click", EventKey: "/帮助", CreateTime: start / 1000 + 1 });
    const keys = world.accepted.map((each) => each.key);
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(3);
    expect(world.accepted[2]).toMatchObject({ type: "message", text: "/简报" });
  });

  test.each([
    ["subscribe", "joined"],
    ["unsubscribe", "left"],
  ])("%s", async (name, change) => {
    const world = createAppWorld();
    await says(world, { ...event, Event: name });
    expect(world.accepted).toMatchObject([{ type: "chat", change, chat: { kind: "direct", id: "zhangsan" } }]);
  });

  test("a pressed card says its key and becomes the answer", async () => {
    const world = createAppWorld();
    const item = { QuestionKey: "q", OptionIds: { OptionId: "o" } };
    const card = {
      EventKey: "/办结 W12",
      TaskId: "t",
      CardType: "button_interaction",
      SelectedItems: { SelectedItem: item },
    };
    const response = await says(world, { ...event, Event: "template_card_event", ...card });
    expect(world.accepted).toMatchObject([{ type: "message", text: "/办结 W12" }]);
    const answer = readAppAnswer(pair, corpId, response.body ?? "") ?? "";
    expect(readXml(answer)?.get("MsgType")).toBe("update_template_card");
    expect(answer).toContain("<SubTitleText><![CDATA[记下了]]></SubTitleText>");
  });

  test.each(["inactive_alert", "close_inactive_agent", "low_active"])("%s is told loudly", async (name) => {
    const world = createAppWorld();
    expect(await says(world, { ...event, FromUserName: "sys", Event: name, EffectTime: 1 })).toEqual(nothing);
    expect(world.logged).toMatchObject([{ level: "error", fields: { event: name } }]);
  });

  test.each([
    ["entering the app", { ...event, Event: "enter_agent" }],
    ["a position report", { ...event, Event: "LOCATION", Latitude: "31.2" }],
    ["a change of contacts", { ...event, FromUserName: "sys", Event: "change_contact", ChangeType: "create_user" }],
    ["an event unheard of", { ...event, Event: "constructor" }],
    ["a kind unheard of", { ...common, MsgType: "__proto__", MsgId: "1" }],
    ["a text without an id", { ...common, MsgType: "text", Content: "x" }],
    ["a text without a sender", { ...hello, FromUserName: "" }],
    ["a click without a key", { ...event, Event: "click", EventKey: "" }],
  ])("%s is taken in silence", async (_, fields) => {
    const world = createAppWorld();
    expect(await says(world, fields)).toEqual(nothing);
    expect(world.accepted).toEqual([]);
    expect(world.logged).toEqual([]);
  });
});

describe("what is not proven is refused with one answer and no effect", () => {
  const good = appCallback(pair, corpId, hello, stamp);
  const encrypt = readXml(good.body)?.get("Encrypt") ?? "";
  test.each([
    ["another corp's", appCallback(pair, "wwother", hello, stamp)],
    ["the bot's", appCallback(pair, "", hello, stamp)],
    ["another token's", appCallback({ token: "other", aesKey }, corpId, hello, stamp)],
    ["another key's", appCallback({ token, aesKey: `${aesKey.slice(1)}A` }, corpId, hello, stamp)],
    ["with nonce twice", { ...good, query: `${good.query}&nonce=n-1` }],
    ["with a time in words", appCallback(pair, corpId, hello, { ...stamp, timestamp: "now" })],
    [
      "with an upper-case signature",
      { ...good, query: good.query.replace(/(msg_signature=)(\w+)/, (_, a, b) => a + b.toUpperCase()) },
    ],
    ["with a DOCTYPE", { ...good, body: `<!DOCTYPE xml>${good.body}` }],
    ["with Encrypt twice", { ...good, body: `<xml><Encrypt>${encrypt}</Encrypt><Encrypt>${encrypt}</Encrypt></xml>` }],
    ["with Encrypt nested", { ...good, body: `<xml><A><Encrypt>${encrypt}</Encrypt></A></xml>` }],
    ["without Encrypt", { ...good, body: "<xml><A>1</A></xml>" }],
    ["plain", { ...good, body: writeXml({ xml: hello }) }],
    ["as JSON", { ...good, body: JSON.stringify({ encrypt }) }],
    ["empty", { ...good, body: "" }],
    ["nested 10,000 deep", { ...good, body: `<xml>${"<a>".repeat(10_000)}` }],
  ])("%s", async (_, callback) => {
    const world = createAppWorld();
    expect(await world.post(path, callback)).toEqual(refused);
    expect(world.accepted).toEqual([]);
  });

  test("the same, unchanged, passes", async () => {
    expect(await createAppWorld().post(path, good)).toMatchObject({ status: 200 });
  });

  test.each([
    ["no XML", "hello"],
    ["a DOCTYPE", `<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]>${writeXml({ xml: hello })}`],
    ["Content twice", "<xml><Content>1</Content><Content>2</Content></xml>"],
    ["10,000 levels", `<xml>${"<a>".repeat(10_000)}${"</a>".repeat(10_000)}</xml>`],
  ])("authentic but %s", async (_, message) => {
    const world = createAppWorld();
    const sealed = seal(pair, corpId, message, stamp);
    const body = Buffer.from(writeXml({ xml: { Encrypt: sealed.encrypt } }));
    expect(await world.request(path, { query: queryOf(sealed), body })).toEqual({ status: 400, body: "" });
    expect(world.accepted).toEqual([]);
  });
});

test("the app cannot be without its corp", () => {
  expect(() => createWorld({ app: appOptions, corpId: "" })).toThrow("corp id");
});
