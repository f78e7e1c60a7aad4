import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openWeb, speak } from "./world.ts";

let web: Awaited<ReturnType<typeof openWeb>>;
/** waits for nobody: what comes slowly because the machine is busy would be hung up on as well */
let impatient: typeof web;
beforeAll(async () => {
  web = await openWeb({ patience: { header: 600_000, request: 600_000 } });
  impatient = await openWeb({ patience: { header: 200, request: 1000 } });
});
afterAll(() => Promise.all([web.stop(), impatient.stop()]));

const post = (headers: string) => `POST /webhook/onebot HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n`;
const chunk = (bytes: number) => `${bytes.toString(16)}\r\n${"a".repeat(bytes)}\r\n`;

function streamOf(bytes: number) {
  const piece = new Uint8Array(bytes / 4).fill(97);
  return new ReadableStream({
    start(controller) {
      for (let count = 0; count < 4; count += 1) controller.enqueue(piece);
      controller.close();
    },
  });
}

describe("a body", () => {
  test("of 65,536 bytes is taken, one byte more is 413", async () => {
    const send = (bytes: number) => fetch(`${web.url}/webhook/onebot`, { method: "POST", body: Buffer.alloc(bytes) });
    expect((await send(65_536)).status).toBe(200);
    const refused = await send(65_537);
    expect([refused.status, await refused.text(), refused.headers.get("connection")]).toEqual([413, "", "close"]);
  });

  test.each([65_540, 1_000_000])("of %d bytes in chunks is 413", async (bytes) => {
    const request = { method: "POST", body: streamOf(bytes), duplex: "half" } as const;
    expect((await fetch(`${web.url}/webhook/onebot`, request)).status).toBe(413);
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
  });

  test("whose length is a lie is 413 at once, or answered without waiting for ever", async () => {
    expect(await speak(web.port, post("Content-Length: 99999999"), "a")).toMatch(/^HTTP\/1\.1 413 /);
    expect(await speak(impatient.port, post("Content-Length: 100"), "a")).toMatch(/^HTTP\/1\.1 408 /);
    const longer = await speak(web.port, post("Content-Length: 2"), "a".repeat(70_000));
    expect(longer).toMatch(/HTTP\/1\.1 400 /);
  });

  test("that never ends is 413, and its socket is closed", async () => {
    const endless = Array.from({ length: 200 }, () => chunk(1000));
    expect(await speak(web.port, post("Transfer-Encoding: chunked"), ...endless)).toMatch(
      /^HTTP\/1\.1 413 [\s\S]*Connection: close/,
    );
  });

  test("cut short by its sender does no harm", async () => {
    const socket = new AbortController();
    const cut = fetch(`${web.url}/webhook/onebot`, {
      method: "POST",
      body: new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(10)) }),
      signal: socket.signal,
      duplex: "half",
    });
    setTimeout(() => socket.abort(), 20);
    await expect(cut).rejects.toThrow();
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
    expect(web.lines.join("")).not.toContain("request failed");
  });
});

describe("a slow client", () => {
  test.each([
    ["that sends nothing", []],
    ["that never finishes its header", ["GET /healthz HTTP/1.1\r\nHost: x\r\nX-A"]],
  ])("%s is hung up on", async (_, parts) => {
    expect(await speak(impatient.port, ...parts)).toMatch(/^HTTP\/1\.1 408 /);
  });
});
