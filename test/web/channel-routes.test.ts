import { afterEach, describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import { StorageError } from "../../src/bot/storage-error.ts";
import { channelAt, echo, openWeb, speak } from "./world.ts";

let stop: () => Promise<void> = async () => undefined;
afterEach(() => stop());

async function open(...args: Parameters<typeof openWeb>) {
  const web = await openWeb(...args);
  stop = web.stop;
  return web;
}

describe("webhooks", () => {
  test("a key given twice reaches the channel twice", async () => {
    const { url } = await open();
    const answer = await fetch(`${url}/webhook/onebot?nonce=1&nonce=2&a=%E4%B8%AD`, { method: "POST", body: "x" });
    expect(await answer.json()).toEqual({
      method: "POST",
      query: [
        ["nonce", "1"],
        ["nonce", "2"],
        ["a", "中"],
      ],
      bytes: 1,
    });
  });

  test.each(["PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"])("%s on a webhook is not allowed", async (method) => {
    const { url } = await open();
    const answer = await fetch(`${url}/webhook/onebot`, { method });
    expect([answer.status, answer.headers.get("allow"), await answer.text()]).toEqual([405, "GET, POST", ""]);
  });

  test.each(["/webhook/wecom/app", "/webhook/wecom/bot", "/webhook/qq", "/Webhook/onebot", "/sandbox", "/console"])(
    "%s is not found when nothing is configured there",
    async (path) => {
      const { url } = await open();
      for (const method of ["GET", "POST"]) expect((await fetch(url + path, { method })).status).toBe(404);
    },
  );

  test("no browser makes a page of an answer, and a request is written down where requests are to be", async () => {
    const quiet: string[] = [];
    const { url } = await open({ log: pino({ level: "info" }, { write: (line: string) => void quiet.push(line) }) });
    const answer = await fetch(`${url}/webhook/onebot`, { method: "POST", body: "x" });
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(quiet).toEqual([]);
    await stop();
    const loud = await open();
    await fetch(`${loud.url}/webhook/onebot/`, { method: "POST", body: "x" });
    expect(loud.lines.map((line) => JSON.parse(line))).toMatchObject([{ route: "/webhook/onebot", status: 200 }]);
  });

  test("a closing slash, as somebody typed it into a console, is the same address", async () => {
    const { url } = await open();
    expect((await fetch(`${url}/webhook/onebot/?nonce=1`, { method: "POST", body: "x" })).status).toBe(200);
  });

  test.each(["http://[/", "http://a.example/healthz", "*", "/%", "//", "/webhook/onebot%00"])(
    "the request target %s is refused without a fault",
    async (target) => {
      const { port, lines } = await open();
      const heard = await speak(port, `OPTIONS ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(heard).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(lines.join("")).not.toContain("request failed");
    },
  );

  test("a storage failure is 503, any other 500, both empty, and no word of it is logged", async () => {
    for (const [error, status] of [
      [new StorageError("王大山说路灯不亮"), 503],
      [new TypeError("王大山说路灯不亮\n    at 王大山 (说:1:1)"), 500],
      ["王大山说路灯不亮", 500],
    ] as const) {
      const failing = channelAt("/webhook/onebot", () => Promise.reject(error));
      const { url, lines } = await open({ channels: [failing] });
      const answer = await fetch(`${url}/webhook/onebot?token=hidden`, { method: "POST", body: "王大山" });
      expect([answer.status, await answer.text()]).toEqual([status, ""]);
      expect(lines.join("")).toContain('"route":"/webhook/onebot"');
      expect(lines.join("")).not.toMatch(/王大山|hidden/);
      if (error instanceof TypeError) expect(lines.join("")).toMatch(/"at":"[^"]*channel-routes\.test\.[jt]s:\d+:\d+"/);
      await stop();
    }
  });

  test("an answer is sent as the channel gave it", async () => {
    const { url } = await open({
      channels: [
        channelAt("/webhook/onebot", async () => ({ status: 204 })),
        channelAt("/webhook/qq", async () => ({ status: 403 })),
      ],
    });
    const empty = await fetch(`${url}/webhook/onebot`);
    expect([empty.status, empty.headers.get("content-type")]).toEqual([204, null]);
    const refused = await fetch(`${url}/webhook/qq`);
    expect([refused.status, await refused.text()]).toEqual([403, ""]);
    expect(refused.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  });

  test("a compressed body is not inflated", async () => {
    const { url } = await open();
    const answer = await fetch(`${url}/webhook/onebot`, {
      method: "POST",
      headers: { "content-encoding": "gzip" },
      body: Buffer.alloc(100),
    });
    expect(await answer.json()).toMatchObject({ bytes: 100 });
  });
});

describe("upgrades", () => {
  const upgrade = (path: string) =>
    `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
  const answering = channelAt("/webhook/onebot", echo, [
    { path: "/webhook/onebot/ws", handle: (request, socket) => socket.end(`taken ${request.url}`) },
  ]);

  test("go to the channel of the path, others are not found", async () => {
    const { port } = await open({ channels: [answering] });
    expect(await speak(port, upgrade("/webhook/onebot/ws/"))).toBe("taken /webhook/onebot/ws/");
    expect(await speak(port, upgrade("/webhook/onebot/ws?access_token=1"))).toBe(
      "taken /webhook/onebot/ws?access_token=1",
    );
    expect(await speak(port, upgrade("/webhook/onebot"))).toMatch(/^HTTP\/1\.1 404 /);
  });

  test("an open socket does not hold up stopping", async () => {
    const silent = channelAt("/webhook/onebot", echo, [
      { path: "/ws", handle: (_, socket) => void socket.write("hello") },
    ]);
    const { port } = await open({ channels: [silent], patience: { stop: 600_000 } });
    const heard = speak(port, upgrade("/ws"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await stop();
    expect(await heard).toBe("hello");
  });
});
