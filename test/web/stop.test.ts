import { expect, test } from "@jest/globals";
import { Registry } from "prom-client";
import { createWeb } from "../../src/web/server.ts";
import { channelAt, openWeb, speak } from "./world.ts";

function signal() {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { give, given };
}

const request = "POST /webhook/onebot HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";

test("stopping finishes what is under way and closes its socket", async () => {
  const arrived = signal();
  const finish = signal();
  const { port, url, stop } = await openWeb({
    channels: [
      channelAt("/webhook/onebot", async () => {
        arrived.give();
        await finish.given;
        return { status: 200, body: "done" };
      }),
    ],
    patience: { stop: 600_000 },
  });
  await (await fetch(`${url}/healthz`)).text(); // its socket stays open, idle
  const heard = speak(port, request);
  await arrived.given;
  const stopped = stop();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  finish.give();
  expect(await heard).toMatch(/^HTTP\/1\.1 200 [\s\S]*Connection: close[\s\S]*done$/);
  await stopped;
});

test("sockets on which nothing or half a header came do not hold it up", async () => {
  const { port, url, stop } = await openWeb({ patience: { stop: 600_000 } });
  const heard = [speak(port), speak(port, request.slice(0, 20))];
  await (await fetch(`${url}/healthz`)).text();
  await stop();
  expect(await Promise.all(heard)).toEqual(["", ""]);
});

test("what does not finish in time is cut off", async () => {
  const arrived = signal();
  const { port, stop } = await openWeb({
    channels: [
      channelAt("/webhook/onebot", () => {
        arrived.give();
        return new Promise(() => undefined);
      }),
    ],
    patience: { stop: 50 },
  });
  const heard = speak(port, request);
  await arrived.given;
  await stop();
  expect(await heard).toBe("");
});

test("an address that is taken is an error", async () => {
  const { port, stop } = await openWeb();
  const second = createWeb({
    channels: [],
    accept: async () => ({ answer: null }),
    health: async () => ({ ready: true, parts: {} }),
    metrics: new Registry(),
    opsToken: null,
    sandbox: null,
    log: { debug: () => undefined, error: () => undefined },
  });
  await expect(second.listen(port, "127.0.0.1")).rejects.toThrow("EADDRINUSE");
  await stop();
});
