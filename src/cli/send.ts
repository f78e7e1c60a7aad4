import { randomBytes } from "node:crypto";
import { messagePost } from "../channels/onebot/client.ts";
import {
  appCallback,
  botCallback,
  readAppAnswer,
  readBotAnswer,
  wordsOfAppAnswer,
  wordsOfBotAnswer,
} from "../channels/wecom/client.ts";
import { type Config, readConfig } from "../config.ts";
import { type CliContext, readFlags, UsageError } from "./tool.ts";

const usage = "send wecom-bot|wecom-app|onebot TEXT [--user ID] [--group ID] [--url http://localhost:3000] [--raw]";

type Said = { readonly text: string; readonly user: string; readonly group: string | undefined; readonly now: number };
type Post = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** the answer in clear, as the platform is given it; empty: none comes this way */
  read(body: string): string;
  /** what a person would see of it */
  words(answer: string): string;
};

/** Signs, encrypts and posts one message to a running server as the platform would, and prints the answer in clear. */
export const sendCommand = {
  usage,
  async run(words: readonly string[], context: CliContext): Promise<number> {
    const { flags, rest } = readFlags(words, ["--user", "--group", "--url"], ["--raw"]);
    const [way = "", ...text] = rest;
    const make = ways[way];
    if (!make || text.length === 0) throw new UsageError(usage);
    const config = readConfig({ ...context.environment, SANDBOX: "off" });
    const said = {
      text: text.join(" "),
      user: flags.get("--user") ?? "10001",
      group: flags.get("--group"),
      now: context.now(),
    };
    const post = make(config, said);
    const base = flags.get("--url") ?? `http://127.0.0.1:${config.PORT}`;
    const response = await fetch(`${base}${post.path}`, { method: "POST", headers: post.headers, body: post.body });
    const body = await response.text();
    const answer = response.ok && body ? post.read(body) : body;
    if (flags.has("--raw")) context.out(`${response.status} ${answer}`.trimEnd());
    else for (const line of linesOf(said, response.status, response.ok ? post.words(answer) : "")) context.out(line);
    return response.ok ? 0 : 1;
  },
};

/** As whoever looks over a shoulder would read it: who said what and where, and what came back. */
function linesOf({ text, user, group }: Said, status: number, answer: string): readonly string[] {
  const asked = `${user}（${group === undefined ? "一对一" : `群 ${group}`}）：${text}`;
  if (status >= 300) return [asked, `没有收下：${refusals[status] ?? "服务出了错，看它的日志"}（${status}）。`];
  return [asked, answer === "" ? "机器人收下了，没有在这里回话；要发的会另外发到聊天里。" : `机器人：${answer}`];
}

const refusals: Readonly<Record<number, string>> = {
  403: "签名不对，.env 里的密钥和服务用的不是同一个",
  404: "服务没有接这个渠道，或者地址不对",
  503: "现在存不了，过一会儿再试",
};

const ways: Readonly<Record<string, (config: Config, said: Said) => Post>> = {
  "wecom-bot"(config, { text, user, group, now }) {
    const pair = { token: needed(config, "WECOM_BOT_TOKEN"), aesKey: needed(config, "WECOM_BOT_AES_KEY") };
    const stamp = stampOf(now);
    const chat = group === undefined ? { chattype: "single" } : { chattype: "group", chatid: group };
    const frame = {
      msgid: randomBytes(12).toString("hex"),
      aibotid: "cli",
      ...chat,
      from: { userid: user },
      msgtype: "text",
      text: { content: text },
    };
    const { query, body } = botCallback(pair, frame, stamp);
    const read = (answer: string) => JSON.stringify(readBotAnswer(pair, answer, stamp.nonce));
    return {
      path: `/webhook/wecom/bot?${query}`,
      headers: { "content-type": "application/json" },
      body,
      read,
      words: wordsOfBotAnswer,
    };
  },
  "wecom-app"(config, { text, user, now }) {
    const pair = { token: needed(config, "WECOM_APP_TOKEN"), aesKey: needed(config, "WECOM_APP_AES_KEY") };
    const corpId = needed(config, "WECOM_CORP_ID");
    const fields = {
      ToUserName: corpId,
      FromUserName: user,
      CreateTime: Math.floor(now / 1000),
      MsgType: "text",
      Content: text,
      MsgId: String(now),
      AgentID: config.WECOM_APP_AGENT_ID ?? 0,
    };
    const { query, body } = appCallback(pair, corpId, fields, stampOf(now));
    return {
      path: `/webhook/wecom/app?${query}`,
      headers: { "content-type": "text/xml" },
      body,
      read: (answer) => readAppAnswer(pair, corpId, answer) ?? answer,
      words: wordsOfAppAnswer,
    };
  },
  onebot(config, { text, user, group, now }) {
    const secret = needed(config, "ONEBOT_SECRET");
    const selfId = config.ONEBOT_SELF_ID ?? "10000";
    const messageId = String(randomBytes(4).readUInt32BE());
    const post = messagePost({
      secret,
      selfId,
      userId: user,
      text,
      messageId,
      sentAt: now,
      ...(group === undefined ? {} : { groupId: group }),
    });
    return { ...post, read: (answer) => answer, words: (answer) => answer };
  },
};

const stampOf = (now: number) => ({ timestamp: String(Math.floor(now / 1000)), nonce: randomBytes(8).toString("hex") });

function needed(
  config: Config,
  name:
    | "WECOM_BOT_TOKEN"
    | "WECOM_BOT_AES_KEY"
    | "WECOM_APP_TOKEN"
    | "WECOM_APP_AES_KEY"
    | "WECOM_CORP_ID"
    | "ONEBOT_SECRET",
): string {
  const value = config[name];
  if (value === undefined) throw new UsageError(`set ${name} as the server has it`);
  return value;
}
