import { connect } from "node:net";
import { pino } from "pino";
import { Registry } from "prom-client";
import type { Channel, RawRequest, RawResponse, Route } from "../../src/channels/channel.ts";
import { createWeb, type WebOptions } from "../../src/web/server.ts";

/** A channel whose one route, by GET and POST, is answered by `handle`. */
export function channelAt(path: string, handle: Route["handle"], upgrades: Channel["upgrades"] = []): Channel {
  return {
    name: "onebot",
    routes: [{ path, methods: ["GET", "POST"], handle }],
    upgrades,
    limits: () => [],
    send: async () => ({ outcome: "sent" }),
  };
}

/** Answers with what arrived. */
export async function echo({ method, query, body }: RawRequest): Promise<RawResponse> {
  return {
    status: 200,
    type: "application/json",
    body: JSON.stringify({ method, query: [...query], bytes: body.length }),
  };
}

/** A real server, on a free port unless one is named. */
export async function openWeb({ port: wanted = 0, ...options }: Partial<WebOptions> & { port?: number } = {}) {
  const lines: string[] = [];
  const web = createWeb({
    channels: [channelAt("/webhook/onebot", echo)],
    accept: async () => ({ answer: null }),
    health: async () => ({ ready: true, parts: { sql: { state: "ok" }, redis: { state: "ok" } } }),
    metrics: new Registry(),
    opsToken: null,
    sandbox: null,
    log: pino({ level: "debug" }, { write: (line: string) => void lines.push(line) }),
    ...options,
  });
  const { port } = await web.listen(wanted, "127.0.0.1");
  return { url: `http://127.0.0.1:${port}`, port, lines, stop: () => web.stop() };
}

/** Writes raw bytes and gives back everything the server says until it closes the socket. */
export function speak(port: number, ...parts: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let heard = "";
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => {
      heard += text;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(heard));
    for (const part of parts) socket.write(part);
  });
}
