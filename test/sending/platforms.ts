import type { ChatAddress } from "../../src/bot/message.ts";
import type { Channel } from "../../src/channels/channel.ts";
import { createOnebot } from "../../src/channels/onebot/index.ts";
import { createQq } from "../../src/channels/qq/index.ts";
import { createWecom } from "../../src/channels/wecom/index.ts";
import { type Bot, startBot } from "./long-connection.ts";
import { type Call, createNotes, type Notes, type Rule, SCALE, serve } from "./strict.ts";

/** A platform as strict as its papers, and the real channel that speaks to it. */
export type Stand = Notes & {
  readonly channel: Channel;
  chat(n: number): ChatAddress;
  /** the webhook key of that group */
  secret?(n: number): string;
  /** what the platform calls that chat */
  name(n: number): string;
  /** how often one was asked for */
  tokensGiven(): number;
  expireToken(): void;
  close(): Promise<void>;
};

const hour = 3_600;
const day = 86_400;
const quiet = () => undefined;
/** How long a call may hang: on a machine that is busy a good one takes seconds, and one given up would arrive after its end. */
const patience = 15_000;
/** `now`: the clock of platform and channel alike; default: the machine's. */
type Timing = { readonly hangMs?: number; readonly now?: () => number };
const within = (ms: number) => ({ connectMs: ms, totalMs: ms });
const keys = { token: "TOKEN", aesKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG" };
const bodyOf = <Body>({ body }: Call) => body as Body;
const noToken = { tokensGiven: () => 0, expireToken: quiet };

/** One token for all who ask until it expires. A call without it counts under no limit: it is turned away before. */
function tokens() {
  let requests = 0;
  let current = 1;
  return {
    give() {
      requests++;
      return `T${current}`;
    },
    isGood: (token: string) => token === `T${current}`,
    tokensGiven: () => requests,
    expireToken: () => void current++,
  };
}

/** message/send: 30 a minute and 1,000 an hour for each member; the same content is shown once where that is asked for. */
export async function wecomApp({
  refuse = 0,
  hangMs = patience,
  now = Date.now,
}: Timing & { readonly refuse?: number } = {}): Promise<Stand> {
  const notes = createNotes(now);
  const access = tokens();
  const known = new Set<string>();
  const isAllowed = ({ query }: Call) => access.isGood(query.get("access_token") ?? "");
  type Body = { touser: string; text: { content: string }; enable_duplicate_check: number };
  const server = await serve(notes, {
    read(request) {
      if (request.path !== "/cgi-bin/message/send") return null;
      const { touser: to, text } = bodyOf<Body>(request);
      const rules = [
        { key: to, points: 30, seconds: 60 },
        { key: to, points: 1_000, seconds: hour },
      ];
      return { to, text: text.content, rules: isAllowed(request) ? rules : [] };
    },
    answer(request) {
      if (request.path === "/cgi-bin/gettoken")
        return { json: { errcode: refuse, access_token: access.give(), expires_in: 7_200 } };
      if (!isAllowed(request)) return { json: { errcode: 42001 } };
      const { touser, text, enable_duplicate_check: checked } = bodyOf<Body>(request);
      const same = `${touser} ${text.content}`;
      if (checked !== 1 || !known.has(same)) notes.show(touser, text.content);
      known.add(same);
      return { json: { errcode: 0, msgid: "M" } };
    },
  });
  const app = { ...keys, agentId: 1, secret: "SECRET" };
  const channel = createWecom({ corpId: "ww1", apiUrl: server.url, app, log: quiet, now, timeouts: within(hangMs) });
  const name = (n: number) => `member${n}`;
  const chat = (n: number): ChatAddress => ({ channel: "wecom", bot: "ww1", kind: "direct", id: name(n) });
  return { ...notes, ...access, channel, chat, name, close: closing(channel, server) };
}

/** webhook/send: 20 a minute for each key. */
export async function wecomWebhook({ hangMs = patience, now = Date.now }: Timing = {}): Promise<Stand> {
  const notes = createNotes(now);
  const textOf = (request: Call) => bodyOf<{ text: { content: string } }>(request).text.content;
  const keyOf = ({ query }: Call) => query.get("key") ?? "";
  const server = await serve(notes, {
    read: (request) => ({
      to: keyOf(request),
      text: textOf(request),
      rules: [{ key: keyOf(request), points: 20, seconds: 60 }],
    }),
    answer(request) {
      notes.show(keyOf(request), textOf(request));
      return { json: { errcode: 0, errmsg: "ok" } };
    },
  });
  const channel = createWecom({ corpId: "", apiUrl: server.url, log: quiet, now, timeouts: within(hangMs) });
  const name = (n: number) => `693a91f6-7xxx-4bc4-97a0-${String(n).padStart(12, "0")}`;
  const chat = (n: number): ChatAddress => ({ channel: "wecom", bot: "bot", kind: "group", id: `room${n}` });
  return { ...notes, ...noToken, channel, chat, name, secret: name, close: closing(channel, server) };
}

/** aibot_send_msg: 30 a minute and 1,000 an hour for each conversation. */
export async function wecomSocket({ hangMs = patience, now = Date.now }: Timing = {}): Promise<Stand> {
  const notes = createNotes(now);
  const bot: Bot = await startBot(notes, (to): Rule[] => [
    { key: to, points: 30, seconds: 60 },
    { key: to, points: 1_000, seconds: hour },
  ]);
  const timings = { answer: hangMs, backoff: 50, lease: 100 };
  const socket = { url: bot.url, botId: "bot", secret: "SECRET", names: [], timings };
  const lease = { acquire: async () => true, renew: async () => true, release: async () => undefined };
  const channel = createWecom({ corpId: "", apiUrl: "http://127.0.0.1:9", socket, log: quiet, now, lease });
  await channel.start?.(async () => ({ answer: null }));
  await bot.subscribed;
  const name = (n: number) => `room${n}`;
  const chat = (n: number): ChatAddress => ({ channel: "wecom", bot: "bot", kind: "group", id: name(n) });
  return { ...notes, ...noToken, channel, chat, name, close: closing(channel, bot) };
}

export type QqOptions = Timing & {
  readonly kind: ChatAddress["kind"];
  /** whether the bot may speak first in this chat; default yes */
  mayPush?(id: string): boolean;
};

type QqBody = { content: string; msg_id?: string; msg_seq?: number };

/** 20 a minute and 1,000 a day for each chat; first, 60 a minute over all groups and 10 a second over all users. */
export async function qq({
  kind,
  mayPush = () => true,
  hangMs = patience,
  now = Date.now,
}: QqOptions): Promise<Stand & { readonly url: string }> {
  const notes = createNotes(now);
  const access = tokens();
  const answered = new Map<string, number>();
  const known = new Set<string>();
  const isAllowed = ({ headers }: Call) => access.isGood((headers.authorization ?? "").replace("QQBot ", ""));
  const idOf = ({ path }: Call) => decodeURIComponent(path.split("/")[3] ?? "");
  const server = await serve(notes, {
    read(request) {
      if (!request.path.startsWith("/v2/")) return null;
      const { content, msg_id } = bodyOf<QqBody>(request);
      const to = idOf(request);
      const own = [
        { key: to, points: 20, seconds: 60 },
        { key: to, points: 1_000, seconds: day },
      ];
      const all: Rule =
        kind === "group"
          ? { key: "all groups", points: 60, seconds: 60 }
          : { key: "all users", points: 10, seconds: 1 };
      const rules = msg_id === undefined ? [...own, all] : own;
      return { to, text: content, rules: isAllowed(request) ? rules : [] };
    },
    answer(request) {
      if (!request.path.startsWith("/v2/")) return { json: { access_token: access.give(), expires_in: "7200" } };
      if (!isAllowed(request)) return { status: 401, json: { err_code: 11243 } };
      const { content, msg_id, msg_seq = 1 } = bodyOf<QqBody>(request);
      if (msg_id === undefined && !mayPush(idOf(request))) return { status: 400, json: { err_code: 40034105 } };
      if (msg_id !== undefined) {
        if (known.has(`${msg_id} ${msg_seq}`)) return { status: 400, json: { err_code: 40054005 } };
        const replies = (answered.get(msg_id) ?? 0) + 1;
        if (replies > (kind === "group" ? 5 : 4)) return { status: 400, json: { err_code: 40034128 } };
        answered.set(msg_id, replies);
        known.add(`${msg_id} ${msg_seq}`);
      }
      notes.show(idOf(request), content, msg_id && `${msg_id} ${msg_seq}`);
      return { json: { id: "out" } };
    },
  });
  const channel = qqChannel(server.url, hangMs, now);
  const name = (n: number) => `${kind}${n}`;
  const chat = (n: number): ChatAddress => ({ channel: "qq", bot: "app", kind, id: name(n) });
  return { ...notes, ...access, channel, chat, name, url: server.url, close: closing(channel, server) };
}

export const qqChannel = (url: string, hangMs = patience, now = Date.now): Channel =>
  createQq({
    appId: "app",
    secret: "SECRET",
    apiUrl: url,
    tokenUrl: `${url}/token`,
    timeoutMs: hangMs,
    log: quiet,
    now,
  });

/** 1.5 seconds between messages of the account, and 20 a minute for each group. */
export async function onebot(
  random = () => Math.random() / SCALE,
  { hangMs = patience, now = Date.now }: Timing = {},
): Promise<Stand> {
  const notes = createNotes(now);
  type Body = { group_id: number; message: readonly { data: { text: string } }[] };
  const partsOf = (request: Call) => {
    const { group_id, message } = bodyOf<Body>(request);
    return { to: String(group_id), text: message.map(({ data }) => data.text).join("") };
  };
  const server = await serve(notes, {
    read(request) {
      const { to, text } = partsOf(request);
      const rules = [
        { key: "account", points: 1, seconds: 1.5 },
        { key: to, points: 20, seconds: 60 },
      ];
      return { to, text, rules };
    },
    answer(request) {
      const { to, text } = partsOf(request);
      notes.show(to, text);
      return { json: { status: "ok", retcode: 0, data: { message_id: 1 } } };
    },
  });
  const log = { debug: quiet, warn: quiet, error: quiet };
  const channel = createOnebot({
    secret: "SECRET",
    apiUrl: server.url,
    selfId: "10000",
    retentionMs: day * 1000,
    timeoutMs: hangMs,
    log,
    now,
    random,
  });
  const name = (n: number) => String(2_000 + n);
  const chat = (n: number): ChatAddress => ({ channel: "onebot", bot: "10000", kind: "group", id: name(n) });
  return { ...notes, ...noToken, channel, chat, name, close: closing(channel, server) };
}

const closing = (channel: Channel, server: { close(): Promise<void> }) => async () => {
  await channel.stop?.();
  await server.close();
};
