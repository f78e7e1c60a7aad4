import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import type { Accept } from "../../../src/bot/message.ts";
import type { Channel } from "../../../src/channels/channel.ts";

export type Frame = Record<string, unknown>;

/** A real server that hands upgrades to the channel, and OneBot implementations that dial it. */
export async function openSockets(channel: Channel, accept: Accept) {
  const server = createServer();
  const upgrade = channel.upgrades?.[0];
  if (upgrade === undefined) throw new Error("the channel has no upgrades");
  server.on("upgrade", (request, socket, head) => upgrade.handle(request, socket, head, accept));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}${upgrade.path}`;
  const clients: WebSocket[] = [];

  const dial = (headers: Record<string, string>, query = "") => {
    const client = new WebSocket(`${url}${query}`, { headers });
    clients.push(client);
    return client;
  };
  return {
    async connect(headers: Record<string, string> = {}) {
      const client = dial({ authorization: "Bearer T0KEN", "x-self-id": "10001", ...headers });
      await once(client, "open");
      return implementation(client);
    },
    /** the status with which an upgrade is refused */
    async refused(headers: Record<string, string>, query = ""): Promise<number | undefined> {
      const client = dial(headers, query);
      client.on("error", () => {});
      const [, response] = await once(client, "unexpected-response");
      return response.statusCode;
    },
    async close() {
      for (const client of clients) client.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function implementation(client: WebSocket) {
  const frames: Frame[] = [];
  const waiting: ((frame: Frame) => void)[] = [];
  client.on("message", (data) => {
    const frame = JSON.parse(String(data)) as Frame;
    const next = waiting.shift();
    if (next === undefined) frames.push(frame);
    else next(frame);
  });
  return {
    client,
    closed: once(client, "close"),
    say: (frame: unknown) => client.send(typeof frame === "string" ? frame : JSON.stringify(frame)),
    /** the next call of the bot */
    called: () =>
      new Promise<Frame>((resolve) => {
        const frame = frames.shift();
        if (frame === undefined) waiting.push(resolve);
        else resolve(frame);
      }),
  };
}
