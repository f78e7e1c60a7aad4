import { createCipheriv } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Message } from "../../src/bot/message.ts";
import { download, pictureBytes } from "../../src/channels/download.ts";
import { type Call, readReply } from "../../src/channels/onebot/call.ts";
import { messagePost } from "../../src/channels/onebot/client.ts";
import { sign } from "../../src/channels/onebot/http-post.ts";
import { createOnebot } from "../../src/channels/onebot/index.ts";
import { fetchPicture } from "../../src/channels/onebot/picture.ts";
import { readSegments, toSegments } from "../../src/channels/onebot/segments.ts";
import { signRequest } from "../../src/channels/qq/client.ts";
import { createQq } from "../../src/channels/qq/index.ts";
import { appCallback, botCallback } from "../../src/channels/wecom/client.ts";
import { O1 } from "./qq/fixtures.ts";
import { aesKey, corpId, pair } from "./wecom/vectors.ts";
import { appOptions, createWorld, start } from "./wecom/world.ts";

const plain = Buffer.from("what the phone took");
const log = { debug: () => undefined, warn: () => undefined, error: () => undefined };

function encrypted(key: string): Buffer {
  const bytes = Buffer.from(key, "base64");
  const pad = 32 - (plain.length % 32);
  const cipher = createCipheriv("aes-256-cbc", bytes, bytes.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]);
}

describe("pictures of members", () => {
  let host = "";
  const asked: string[] = [];
  const fileKey = Buffer.alloc(32, 3).toString("base64");
  /** Where the platforms keep them: open, encrypted for a bot or by a key of their own, and WeCom's API. */
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://platform");
    asked.push(pathname);
    const json = (body: object) => response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    if (pathname === "/cgi-bin/gettoken")
      return json({ errcode: 0, access_token: `T${asked.length}`, expires_in: 7200 });
    if (pathname === "/cgi-bin/media/get" && searchParams.get("access_token") === "T1")
      return json({ errcode: 42001, errmsg: "access_token expired" });
    if (pathname === "/cgi-bin/media/get" && searchParams.get("media_id") !== "MEDIA")
      return json({ errcode: 40007, errmsg: "invalid media_id" });
    if (pathname === "/moved") return response.writeHead(302, { location: "/open" }).end();
    if (pathname === "/large") return response.end(Buffer.alloc(pictureBytes + 1));
    return response.end(pathname === "/bot" ? encrypted(aesKey) : pathname === "/socket" ? encrypted(fileKey) : plain);
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const at = (path: string) => `http://${host}${path}`;
  const direct = { channel: "wecom", bot: "b", kind: "direct", id: "zhangsan" } as const;

  test("the WeCom app is given an id, fetched with its token, and with a newer one where that was refused", async () => {
    const world = createWorld({ app: appOptions, apiUrl: at("/") }, { urlMode: false });
    const common = { ToUserName: corpId, FromUserName: "zhangsan", CreateTime: start / 1000, AgentID: 1000002 };
    const fields = { ...common, MsgType: "image", PicUrl: "http://p", MediaId: "MEDIA", MsgId: "1" };
    const stamp = { timestamp: String(start / 1000), nonce: "n-1" };
    await world.post("/webhook/wecom/app", appCallback(pair, corpId, fields, stamp));
    expect(world.accepted[0]).toMatchObject({ text: "[图片]", pictures: [{ at: "MEDIA" }] });
    expect(await world.channel.picture?.({ at: "MEDIA" }, direct)).toEqual(plain);
    await expect(world.channel.picture?.({ at: "GONE" }, direct)).rejects.toThrow("refused");
    await world.channel.stop?.();
  });

  test("a WeCom bot is given addresses, of one picture and among words; its own key or the picture's opens it", async () => {
    const world = createWorld({ pictureHosts: [host] });
    const frame = { aibotid: "aib-demo", chattype: "single", from: { userid: "zhangsan" } };
    const stamp = { timestamp: String(start / 1000), nonce: "n-1" };
    const image = { url: at("/bot") };
    await world.post("/webhook/wecom/bot", botCallback(pair, { ...frame, msgid: "1", msgtype: "image", image }, stamp));
    const words = { msgtype: "text", text: { content: "/谈心 东卧牛" } };
    const mixed = { msg_item: [words, { msgtype: "image", image: { url: at("/socket"), aeskey: fileKey } }] };
    await world.post("/webhook/wecom/bot", botCallback(pair, { ...frame, msgid: "2", msgtype: "mixed", mixed }, stamp));
    expect(world.accepted).toMatchObject([
      { text: "[图片]", pictures: [{ at: at("/bot") }] },
      { text: "/谈心 东卧牛\n[图片]", pictures: [{ at: at("/socket"), key: fileKey }] },
    ]);
    for (const message of world.accepted as Message[])
      for (const source of message.pictures ?? []) expect(await world.channel.picture?.(source, direct)).toEqual(plain);
    await expect(world.channel.picture?.({ at: at("/socket") }, direct)).rejects.toThrow("another key");
    await world.channel.stop?.();
  });

  test("QQ gives addresses, some without their scheme", async () => {
    const accepted: Message[] = [];
    const channel = createQq({
      ...{ appId: "1", secret: O1.secret, log: () => undefined, now: () => Number(O1.timestamp) * 1000 },
      pictureHosts: [host],
    });
    const attachments = [
      { content_type: "image/jpeg", url: at("/open") },
      { content_type: "image/png", url: "multimedia.nt.qq.com.cn/download?x=1" },
      { content_type: "voice", url: at("/open") },
    ];
    const d = {
      id: "m",
      author: { user_openid: "u" },
      content: "看",
      timestamp: "2026-11-18T09:00:00+08:00",
      attachments,
    };
    const body = JSON.stringify({ op: 0, s: 1, t: "C2C_MESSAGE_CREATE", id: "e", d });
    await channel.routes[0]?.handle(signRequest(O1.secret, "1", body, Number(O1.timestamp)), async (incoming) => {
      accepted.push(incoming as Message);
      return { answer: null };
    });
    expect(accepted[0]?.pictures).toEqual([
      { at: at("/open") },
      { at: "https://multimedia.nt.qq.com.cn/download?x=1" },
    ]);
    expect(await channel.picture?.({ at: at("/open") }, direct)).toEqual(plain);
    await channel.stop?.();
  });

  test("OneBot gives addresses in segments and in codes", async () => {
    const accepted: Message[] = [];
    const channel = createOnebot({
      ...{ secret: "s", apiUrl: "http://127.0.0.1:9", retentionMs: 1e9, log, now: () => 1_795_000_000_000 },
      pictureHosts: [host],
    });
    const post = messagePost({
      ...{ secret: "s", selfId: "1", userId: "2", text: "x", messageId: "3", sentAt: 1_795_000_000_000 },
    });
    for (const message of [
      [
        { type: "text", data: { text: "看" } },
        { type: "image", data: { file: "a.jpg", url: at("/open?a=1&b=2") } },
      ],
      `看[CQ:image,file=a.jpg,url=${at("/open?a=1&amp;b=2")}]`,
    ]) {
      const body = JSON.stringify({ ...JSON.parse(post.body), message });
      await channel.routes[0]?.handle(
        {
          ...{ method: "POST", query: new URLSearchParams(), body: Buffer.from(body) },
          headers: { ...post.headers, "x-signature": sign("s", body) },
        },
        async (incoming) => {
          accepted.push(incoming as Message);
          return { answer: null };
        },
      );
    }
    expect(accepted.map(({ text, pictures }) => [text, pictures])).toEqual([
      ["看[图片]", [{ at: at("/open?a=1&b=2") }]],
      ["看[图片]", [{ at: at("/open?a=1&b=2") }]],
    ]);
    expect(await channel.picture?.({ at: at("/open") }, direct)).toEqual(plain);
    await channel.stop?.();
  });

  test("OneBot asks for a picture that came without an address by its file, and takes no path of another machine", async () => {
    const answers: object[] = [
      { status: "ok", retcode: 0, data: { file: "/app/.config/QQ/a.jpg", url: at("/open") } },
      { status: "ok", retcode: 0, data: { base64: plain.toString("base64") } },
      { status: "ok", retcode: 0, data: { file: "/etc/passwd" } },
      { status: "ok", retcode: 0, data: { url: "http://169.254.169.254/latest" } },
    ];
    const called: unknown[] = [];
    const ask: Call = async (action, parameters) => {
      called.push([action, parameters]);
      return { kind: "reply", reply: readReply((answers.shift() ?? {}) as Readonly<Record<string, unknown>>) };
    };
    const { pictures } = readSegments(toSegments([{ type: "image", data: { file: "a.image" } }]), "1");
    expect(pictures).toEqual([{ at: "onebot-file:a.image" }]);
    const [source = { at: "" }] = pictures;
    for (let times = 0; times < 2; times++) expect(await fetchPicture(source, ask, [host])).toEqual(plain);
    await expect(fetchPicture(source, ask, [host])).rejects.toThrow("not given");
    await expect(fetchPicture(source, ask, [host])).rejects.toThrow("host");
    expect(called[0]).toEqual(["get_image", { file: "a.image" }]);
  });

  test("nothing is fetched from other hosts, in other ways, over redirects, or of any size", async () => {
    const hosts = [host, ".qpic.cn"];
    const before = asked.length;
    for (const address of [
      "http://169.254.169.254/latest",
      `http://localhost:${host.split(":")[1]}/open`,
      "https://qpic.cn.example.com/x",
      `http://${host}@example.com/`,
      "file:///etc/passwd",
      "https://evilqpic.cn/",
    ])
      await expect(download(address, hosts)).rejects.toThrow("host");
    expect(asked).toHaveLength(before);
    await expect(download(at("/moved"), hosts)).rejects.toThrow("status 302");
    await expect(download(at("/large"), hosts)).rejects.toThrow("UND_ERR_RES_EXCEEDED_MAX_SIZE");
  });
});
