import type { Accept, Accepted, Incoming } from "../../../src/bot/message.ts";
import type { Channel, RawRequest, RawResponse } from "../../../src/channels/channel.ts";
import type { Callback } from "../../../src/channels/wecom/client.ts";
import { createWecom, type WecomOptions } from "../../../src/channels/wecom/index.ts";
import { aesKey, corpId, token } from "./vectors.ts";

/** 2023-11-14 22:13:20 UTC, the time of our own vectors. */
export const start = 1_700_000_000_000;

export type World = {
  readonly channel: Channel;
  readonly accepted: Incoming[];
  readonly logged: { level: string; event: string; fields: object }[];
  now: number;
  /** what the bot says to the next messages */
  answer: Accepted | ((incoming: Incoming) => Promise<Accepted>);
  request(path: string, request: Partial<RawRequest>): Promise<RawResponse>;
  post(path: string, callback: Callback): Promise<RawResponse>;
};

export const appOptions = { token, aesKey, agentId: 1000002, secret: "SECRET" };
export const botOptions = { token, aesKey, names: ["村务助手"] };

/** The channel as it runs, with a clock that stands where the vectors were made. */
export function createWorld(options: Partial<WecomOptions> = {}, { urlMode = true } = {}): World {
  const accepted: Incoming[] = [];
  const logged: World["logged"] = [];
  const accept: Accept = async (incoming) => {
    accepted.push(incoming);
    return typeof world.answer === "function" ? world.answer(incoming) : world.answer;
  };
  const channel = createWecom({
    corpId,
    apiUrl: "http://127.0.0.1:9",
    ...(urlMode && { bot: botOptions }),
    now: () => world.now,
    log: (level, event, fields = {}) => logged.push({ level, event, fields }),
    // what answers is waited for, however busy the machine is; a test of what never answers brings its own
    timeouts: { connectMs: 60_000, totalMs: 60_000 },
    ...options,
  });
  const world: World = {
    channel,
    accepted,
    logged,
    now: start,
    answer: { answer: "记下了" },
    async request(path, { method = "POST", query = new URLSearchParams(), headers = {}, body = Buffer.alloc(0) }) {
      const route = channel.routes.find((each) => each.path === path);
      if (route === undefined) throw new Error(`no route ${path}`);
      return route.handle({ method, query, headers, body }, accept);
    },
    post: (path, callback) =>
      world.request(path, { query: new URLSearchParams(callback.query), body: Buffer.from(callback.body) }),
  };
  return world;
}
