import { randomBytes } from "node:crypto";
import { messagePost } from "../../src/channels/onebot/client.ts";
import { botCallback, type Callback, readBotAnswer } from "../../src/channels/wecom/client.ts";
import type { Called, openImplementation } from "../channels/onebot/implementation.ts";
import type { Qyapi } from "../channels/wecom/qyapi.ts";
import type { Service as Running, Settings } from "./service.ts";

/** What one speaks to. */
type Service = Pick<Running, "url" | "now">;

/** Made up; as long as the platforms' own. */
export const bot = { token: "hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EPYo", aesKey: "6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt" };
export const app = { token: "Zx8cV1bN4mQ7wE2rT5yU0iOpAsDfGhJk", aesKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG" };
export const corpId = "ww0123456789abcdef";
export const onebotSecret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
export const selfId = "20001";

/** A 智能机器人 with the app beside it, and a QQ account on OneBot. */
export const channelSettings = (qyapi: { url: string }, onebot: { url: string }): Settings => ({
  WECOM_CORP_ID: corpId,
  WECOM_API_URL: qyapi.url,
  WECOM_BOT_TOKEN: bot.token,
  WECOM_BOT_AES_KEY: bot.aesKey,
  WECOM_BOT_NAME: "村务助手",
  WECOM_APP_TOKEN: app.token,
  WECOM_APP_AES_KEY: app.aesKey,
  WECOM_APP_AGENT_ID: "1000002",
  WECOM_APP_SECRET: "app-secret",
  ONEBOT_SECRET: onebotSecret,
  ONEBOT_API_URL: onebot.url,
  ONEBOT_SELF_ID: selfId,
});

export type Said = {
  readonly user: string;
  /** one-to-one without it */
  readonly group?: string;
  readonly text: string;
  /** the platform's id; a new one without it */
  readonly id?: string;
};

export type Answered = {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
  /** what the bot says in the response, in clear; null when it says nothing there */
  readonly answer: string | null;
};

export const stampAt = (now: number) => ({
  timestamp: String(Math.floor(now / 1000)),
  nonce: randomBytes(8).toString("hex"),
});

export const frameOf = ({ user, group, text, id = randomBytes(12).toString("hex") }: Said) => ({
  msgid: id,
  aibotid: "aibot1",
  ...(group === undefined ? { chattype: "single" } : { chattype: "group", chatid: group }),
  from: { userid: user },
  msgtype: "text",
  text: { content: group === undefined ? text : `@村务助手 ${text}` },
});

/** Posts a callback as it is; nothing is opened. */
export async function postBot(service: Service, { query, body }: Callback): Promise<Omit<Answered, "answer">> {
  const url = `${service.url}/webhook/wecom/bot?${query}`;
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  return { status: response.status, type: response.headers.get("content-type"), body: await response.text() };
}

/** Somebody writes to the 智能机器人: signed, encrypted, and the answer opened as WeCom opens it. */
export async function sayToBot(service: Service, said: Said): Promise<Answered> {
  const stamp = stampAt(service.now());
  const answered = await postBot(service, botCallback(bot, frameOf(said), stamp));
  if (answered.status !== 200 || answered.body === "") return { ...answered, answer: null };
  const opened = readBotAnswer(bot, answered.body, stamp.nonce) as { stream: { finish: boolean; content: string } };
  if (!opened.stream.finish) throw new Error("the stream is not finished");
  return { ...answered, answer: opened.stream.content };
}

/** Somebody writes in QQ: signed as the OneBot implementation does; 204 is all it is answered. */
export async function sayInQq(service: Service, { user, group, text, id }: Said, sentAt = service.now()) {
  const post = messagePost({
    secret: onebotSecret,
    selfId,
    userId: user,
    ...(group === undefined ? {} : { groupId: group }),
    text,
    messageId: id ?? String(randomBytes(4).readUInt32BE()),
    sentAt,
  });
  const response = await fetch(`${service.url}${post.path}`, {
    method: "POST",
    headers: post.headers,
    body: post.body,
  });
  return { status: response.status, type: response.headers.get("content-type"), body: await response.text() };
}

type Implementation = Awaited<ReturnType<typeof openImplementation>>;

/** What the bot said into a QQ group, or one-to-one, in order. */
export const saidInQq = ({ calls }: Implementation, to: string): string[] => calls.flatMap((call) => textTo(call, to));

function textTo({ body }: Called, to: string): string[] {
  const { group_id, user_id, message } = body as {
    group_id?: number;
    user_id?: number;
    message: readonly { data: { text: string } }[];
  };
  return String(group_id ?? user_id) === to ? [message.map(({ data }) => data.text).join("")] : [];
}

export type { Implementation, Qyapi };
