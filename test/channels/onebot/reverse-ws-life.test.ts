import { once } from "node:events";
import { beforeEach, describe, expect, jest, test } from "@jest/globals";
import {
  accepted,
  arrival,
  channel,
  connected,
  log,
  message,
  onReverseWs,
  outgoing,
  ready,
  sockets,
  storageFails,
  storageWaitsFor,
} from "./reverse.ts";

onReverseWs();

describe("life", () => {
  const heartbeat = {
    ...connected,
    meta_event_type: "heartbeat",
    interval: 5_000,
    status: { online: true, good: true },
  };

  beforeEach(() => void jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate"] }));

  /** A sign of life that has surely arrived. */
  async function beats({ say }: Awaited<ReturnType<typeof ready>>): Promise<void> {
    const seen = arrival();
    say(heartbeat);
    say(message);
    await seen;
  }

  test("ends after three missed heartbeats, and calls go by HTTP again", async () => {
    const implementation = await ready();
    await beats(implementation);
    jest.advanceTimersByTime(14_999);
    await beats(implementation);
    jest.advanceTimersByTime(14_999);
    expect(implementation.client.readyState).toBe(implementation.client.OPEN);
    jest.advanceTimersByTime(1);
    expect((await implementation.closed)[0]).toBe(1006);
    jest.useRealTimers();
    expect(await channel.send(outgoing)).toMatchObject({ messageId: "-1320011" });
  });

  test("goes on without heartbeats while pings are answered", async () => {
    const { client } = await ready();
    for (let round = 0; round < 5; round += 1) {
      const pinged = once(client, "ping");
      jest.advanceTimersByTime(30_000);
      await pinged;
      client.ping(); // its answer comes after ours to the server's ping was read
      await once(client, "pong");
    }
    expect(client.readyState).toBe(client.OPEN);
  });

  test("ends when neither heartbeats nor pongs come", async () => {
    const { client, closed } = await ready();
    client.pause();
    jest.advanceTimersByTime(90_000);
    client.resume();
    expect((await closed)[0]).toBe(1006);
  });

  test("an account that is offline is told loudly, once", async () => {
    const implementation = await sockets.connect();
    const offline = { ...heartbeat, interval: 30_000, status: { online: false, good: false } };
    const seen = arrival();
    implementation.say(offline);
    implementation.say(offline);
    implementation.say(message);
    await seen;
    expect(log.lines.filter((line) => line.includes("offline"))).toHaveLength(1);
  });

  test("stopping waits for what is being stored", async () => {
    let finish = () => {};
    storageWaitsFor(
      new Promise((resolve) => {
        finish = resolve;
      }),
    );
    const implementation = await ready();
    const stopped = channel.stop?.().then(() => "stopped");
    await implementation.closed;
    expect(await Promise.race([stopped, new Promise((resolve) => setImmediate(resolve, "storing"))])).toBe("storing");
    finish();
    await stopped;
    expect(accepted).toHaveLength(1);
  });

  test("stopping ends every socket and stores at once what waited for storage", async () => {
    storageFails(1);
    const implementation = await ready();
    expect(accepted).toHaveLength(0);
    await channel.stop?.();
    expect(accepted).toHaveLength(1);
    await implementation.closed;
    expect(await sockets.refused({ authorization: "Bearer T0KEN" })).toBe(503);
  });
});
