import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sign } from "../../src/channels/onebot/http-post.ts";
import { signRequest } from "../../src/channels/qq/client.ts";
import { appCallback, botCallback } from "../../src/channels/wecom/client.ts";
import { openImplementation } from "../channels/onebot/implementation.ts";
import { type Qyapi, startQyapi } from "../channels/wecom/qyapi.ts";
import {
  app,
  bot,
  channelSettings,
  corpId,
  frameOf,
  type Implementation,
  onebotSecret,
  postBot,
  sayToBot,
  selfId,
  stampAt,
} from "./platforms.ts";
import { type Home, openHome, type Service } from "./service.ts";
import { foundTown, places } from "./town.ts";

const qqApp = { id: "102000001", secret: "naOC0ocQE3shWLAfffVLB1rhYPG7" };

let qyapi: Qyapi;
let qq: Implementation;
let home: Home;
let service: Service;

const settings = () => ({
  ...channelSettings(qyapi, qq),
  QQ_APP_ID: qqApp.id,
  QQ_APP_SECRET: qqApp.secret,
  QQ_API_URL: qyapi.url,
  QQ_TOKEN_URL: qyapi.url,
});

beforeAll(async () => {
  [qyapi, qq] = await Promise.all([startQyapi(), openImplementation()]);
  home = openHome();
  await foundTown(home);
  service = await home.start(settings());
});

afterAll(async () => {
  await home.close();
  await Promise.all([qyapi.close(), qq.close()]);
});

type Answer = { readonly status: number; readonly type: string | null; readonly body: string };

async function post(path: string, body: string, headers: Record<string, string> = {}, to = service): Promise<Answer> {
  const response = await fetch(`${to.url}${path}`, { method: "POST", headers, body });
  return { status: response.status, type: response.headers.get("content-type"), body: await response.text() };
}

const inboxCount = () => home.query("select count(*) as count from inbox")[0]?.count;
const said = { user: "wangjianguo", text: "帮助" };

/** What is posted and refused without a word why: from the query and body of a callback that would be accepted. */
const wecomForgeries: Readonly<Record<string, (query: string, body: string) => [query: string, body: string]>> = {
  "a wrong signature": (query, body) => [query.replace(/msg_signature=./, (start) => `${start.slice(0, -1)}g`), body],
  "an upper-case signature": (query, body) => [
    query.replace(/msg_signature=\w+/, (all) => `msg_signature=${all.slice(14).toUpperCase()}`),
    body,
  ],
  "no signature": (query, body) => [query.replace(/msg_signature=\w+&/, ""), body],
  "a nonce given twice": (query, body) => [`${query}&nonce=1`, body],
  "no timestamp": (query, body) => [query.replace(/timestamp=\d+&/, ""), body],
  "a timestamp that is no integer": (query, body) => [query.replace(/timestamp=\d+/, "timestamp=1e9"), body],
  "a garbage body": (query) => [query, "\u0000garbage"],
  "an empty body": (query) => [query, ""],
  "a changed ciphertext": (query, body) => [
    query,
    body.replace(/(?<=encrypt":"|Encrypt><!\[CDATA\[)./, (character) => (character === "A" ? "B" : "A")),
  ],
};

const stale = () => stampAt(service.now() - 3_600_000);
const wecomApp = (pair = app, receiveId = corpId, stamp = stampAt(service.now())) =>
  appCallback(
    pair,
    receiveId,
    {
      ToUserName: corpId,
      FromUserName: "wangjianguo",
      CreateTime: 1,
      MsgType: "text",
      Content: "帮助",
      MsgId: "1",
      AgentID: 1000002,
    },
    stamp,
  );

describe("one answer for everything not proven to come from WeCom", () => {
  test("the bot's address", async () => {
    const good = () => botCallback(bot, frameOf(said), stampAt(service.now()));
    const bodies = Object.values(wecomForgeries).map((forge) => forge(good().query, good().body));
    const others = [
      botCallback(app, frameOf(said), stampAt(service.now())),
      botCallback(bot, frameOf(said), stale()),
      { ...appCallback(bot, corpId, { Content: "x" }, stampAt(service.now())) },
    ];
    const answers = await Promise.all(
      [...bodies.map(([query, body]) => ({ query, body })), ...others].map((callback) => postBot(service, callback)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(answers[0])]));
    expect(answers[0]?.status).toBe(403);
  });

  test("the app's address, with a wrong receive id and a DOCTYPE too", async () => {
    const { query, body } = wecomApp();
    const forged = [
      ...Object.values(wecomForgeries).map((forge) => forge(query, body)),
      ...[wecomApp(bot), wecomApp(app, "ww9999999999999999"), wecomApp(app, corpId, stale())].map(
        (other): [string, string] => [other.query, other.body],
      ),
      [query, `<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>${body}`] as [string, string],
    ];
    const answers = await Promise.all(forged.map(([given, text]) => post(`/webhook/wecom/app?${given}`, text)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(answers[0])]));
    expect(answers[0]?.status).toBe(403);
  });

  test("OneBot", async () => {
    const body = JSON.stringify({ time: Math.floor(service.now() / 1000), self_id: selfId, post_type: "message" });
    const answers = await Promise.all([
      post("/webhook/onebot", body),
      post("/webhook/onebot", body, { "x-signature": sign("other", body) }),
      post("/webhook/onebot", body, { "x-signature": sign(onebotSecret, body).toUpperCase() }),
      post("/webhook/onebot", `${body} `, { "x-signature": sign(onebotSecret, body) }),
      post("/webhook/onebot", "garbage"),
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(answers[0])]));
    expect(answers[0]?.status).toBe(403);
  });

  test("QQ", async () => {
    const body = JSON.stringify({ op: 0, id: "x", t: "GROUP_AT_MESSAGE_CREATE", d: {} });
    const seconds = Math.floor(service.now() / 1000);
    const headersOf = (secret: string, text: string) =>
      signRequest(secret, qqApp.id, text, seconds).headers as Record<string, string>;
    const answers = await Promise.all([
      post("/webhook/qq", body),
      post("/webhook/qq", body, headersOf("another-secret", body)),
      post("/webhook/qq", `${body} `, headersOf(qqApp.secret, body)),
      post("/webhook/qq", body, { ...headersOf(qqApp.secret, body), "x-signature-timestamp": "soon" }),
    ]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(answers[0])]));
    expect(answers[0]?.status).toBe(401);
    expect((await post("/webhook/qq", body, headersOf(qqApp.secret, body))).body).toBe('{"op":12,"d":0}');
  });

  test("and nothing of it is kept", () => expect(inboxCount()).toBe(0));
});

test.each(["/webhook/wecom/bot", "/webhook/wecom/app", "/webhook/onebot", "/webhook/qq"])(
  "%s: 65,536 bytes are read, one more is 413, also without a length",
  async (path) => {
    expect((await post(path, "x".repeat(65_536))).status).toBeLessThan(413);
    expect((await post(path, "x".repeat(65_537))).status).toBe(413);
    expect(await chunked(path, 65_537)).toBe(413);
  },
);

/** The status of a POST without Content-Length. */
function chunked(path: string, bytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(`${service.url}${path}`, { method: "POST" }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sending.on("error", reject);
    sending.write("x".repeat(bytes - 1));
    sending.end("x");
  });
}

test("an authentic message of an unknown or unusable kind is taken and changes nothing", async () => {
  const frames = [
    { ...frameOf(said), msgtype: "hologram" },
    { msgtype: "event", event: { eventtype: "nobody_knows" }, msgid: "1", aibotid: "a", from: { userid: "u" } },
    { entirely: "different" },
    [],
  ];
  for (const frame of frames) {
    const { status } = await postBot(service, botCallback(bot, frame, stampAt(service.now())));
    expect(status).toBe(200);
  }
  const unknown = appCallback(
    app,
    corpId,
    { MsgType: "hologram", FromUserName: "u", CreateTime: 1 },
    stampAt(service.now()),
  );
  expect((await post(`/webhook/wecom/app?${unknown.query}`, unknown.body)).status).toBe(200);
  for (const event of [{ post_type: "hologram" }, { nothing: 1 }, { time: 1, self_id: 1, post_type: "message" }]) {
    const body = JSON.stringify(event);
    expect((await post("/webhook/onebot", body, { "x-signature": sign(onebotSecret, body) })).status).toBe(204);
  }
  expect(inboxCount()).toBe(0);
});

test("a message delivered again gets the stored answer, also after a restart and when it has become old", async () => {
  const stamp = stampAt(service.now());
  const frame = frameOf({ user: "wangjianguo", text: "谈心 东卧牛 李大山 想修水渠", id: "again-1" });
  const first = await sayToBot(service, { user: "wangjianguo", text: "谈心 东卧牛 李大山 想修水渠", id: "again-1" });
  expect(first.answer).toContain("记下了 T1");
  const again = () => sayToBot(service, { user: "wangjianguo", text: "谈心 东卧牛 李大山 想修水渠", id: "again-1" });
  const three = await Promise.all([again(), again(), again()]);
  expect(three.map(({ answer }) => answer)).toEqual([first.answer, first.answer, first.answer]);
  await service.kill();
  service = await home.start(settings(), { at: new Date(Date.now() + 3_600_000).toISOString() });
  expect((await again()).answer).toBe(first.answer);
  expect((await postBot(service, botCallback(bot, frame, stamp))).status).toBe(200);
  expect(home.query("select count(*) as count from records")).toEqual([{ count: 1 }]);
});

test("the address of a channel that is not configured is 4xx; the sandbox is not there beside a channel", async () => {
  const other = openHome();
  try {
    const bare = await other.start({ ONEBOT_SECRET: onebotSecret, ONEBOT_API_URL: qq.url });
    for (const path of ["/webhook/wecom/bot", "/webhook/wecom/app", "/webhook/qq"])
      expect((await post(path, "{}", {}, bare)).status).toBe(404);
    expect((await fetch(`${bare.url}/sandbox`)).status).toBe(404);
  } finally {
    await other.close();
  }
});

test("a configuration that is half set or wrong is refused, every fault named", async () => {
  const { code, err } = await home.refuse({
    WECOM_BOT_TOKEN: "x",
    QQ_APP_ID: "1",
    ONEBOT_API_URL: "ftp://127.0.0.1",
    WECOM_APP_AES_KEY: "short",
    PORT: "seventy",
    OPS_TOKEN: "",
  });
  expect(code).not.toBe(0);
  for (const name of [
    "WECOM_BOT_AES_KEY",
    "QQ_APP_SECRET",
    "ONEBOT_API_URL",
    "ONEBOT_SECRET",
    "WECOM_APP_AES_KEY",
    "WECOM_APP_SECRET",
    "PORT",
    "OPS_TOKEN",
  ])
    expect(err).toContain(name);
});

test("a csv with bad rows: every one is named by its number and nothing is written", async () => {
  const before = home.query("select count(*) as count from people");
  const { code, err } = await home.import(
    "people",
    "姓名,岗位,地点,账号,外出\n好人,村民,新会镇/东卧牛村,,\n,村民,新会镇/东卧牛村,,\n马云飞,皇帝,新会镇/东卧牛村,,\n马云飞,村民,没有的村,,\n马云飞,村民,新会镇/东卧牛村,telegram:1,\n",
  );
  expect(code).not.toBe(0);
  for (const row of [3, 4, 5, 6]) expect(err).toContain(`第${row}行`);
  expect(err).not.toContain("第2行");
  expect(home.query("select count(*) as count from people")).toEqual(before);
  const tree = await home.import("places", `${places}新村,村,没有的镇,\n`);
  expect(tree.code).not.toBe(0);
  expect(tree.err).toContain("第7行");
});
