import type { Config } from "../config.ts";
import type { Channel } from "./channel.ts";
import { createOnebot } from "./onebot/index.ts";
import { createQq } from "./qq/index.ts";
import { createWecom, type Lease, type Log } from "./wecom/index.ts";

export type Tools = {
  readonly log: Log;
  /** epoch milliseconds of the real clock */
  readonly now: () => number;
  readonly lease: Lease;
};

const retentionMs = 30 * 24 * 60 * 60_000;

/** The channels that are switched on. A new one is a folder and a line here. */
export function createChannels(config: Config, tools: Tools): Channel[] {
  return [wecom(config, tools), qq(config, tools), onebot(config, tools)].filter((channel) => channel !== null);
}

function wecom(config: Config, { log, now, lease }: Tools): Channel | null {
  const names = namesOf(config.WECOM_BOT_NAME);
  const app = appOf(config);
  const bot = config.WECOM_BOT_TOKEN &&
    config.WECOM_BOT_AES_KEY && {
      token: config.WECOM_BOT_TOKEN,
      aesKey: config.WECOM_BOT_AES_KEY,
      previous: previous(config.WECOM_BOT_TOKEN_PREVIOUS, config.WECOM_BOT_AES_KEY_PREVIOUS),
      names,
    };
  const socket = config.WECOM_BOT_ID &&
    config.WECOM_BOT_SECRET && {
      url: config.WECOM_WS_URL,
      botId: config.WECOM_BOT_ID,
      secret: config.WECOM_BOT_SECRET,
      names,
    };
  if (!app && !bot && !socket) return null;
  return createWecom({
    corpId: config.WECOM_CORP_ID ?? "",
    apiUrl: config.WECOM_API_URL,
    ...(app ? { app } : {}),
    ...(bot ? { bot } : {}),
    ...(socket ? { socket } : {}),
    log,
    now,
    lease,
  });
}

function appOf(config: Config) {
  const {
    WECOM_APP_TOKEN: token,
    WECOM_APP_AES_KEY: aesKey,
    WECOM_APP_AGENT_ID: agentId,
    WECOM_APP_SECRET: secret,
  } = config;
  if (!token || !aesKey || !agentId || !secret) return null;
  return {
    token,
    aesKey,
    agentId,
    secret,
    previous: previous(config.WECOM_APP_TOKEN_PREVIOUS, config.WECOM_APP_AES_KEY_PREVIOUS),
  };
}

const previous = (token: string | undefined, aesKey: string | undefined) => ({
  ...(token === undefined ? {} : { token }),
  ...(aesKey === undefined ? {} : { aesKey }),
});

/** A bot may go by several names: `村务助手,村务 助手`. */
const namesOf = (value: string | undefined): string[] =>
  (value ?? "")
    .split(/[,，]/)
    .map((name) => name.trim())
    .filter(Boolean);

function qq(config: Config, { log, now }: Tools): Channel | null {
  if (!config.QQ_APP_ID || !config.QQ_APP_SECRET) return null;
  return createQq({
    appId: config.QQ_APP_ID,
    secret: config.QQ_APP_SECRET,
    previousSecret: config.QQ_APP_SECRET_PREVIOUS,
    apiUrl: config.QQ_API_URL,
    tokenUrl: config.QQ_TOKEN_URL,
    log,
    now,
  });
}

function onebot(config: Config, { log, now }: Tools): Channel | null {
  if (!config.ONEBOT_SECRET || !config.ONEBOT_API_URL) return null;
  log("warn", "OneBot uses an ordinary QQ account against QQ's terms: it may be frozen or silently muted at any time");
  return createOnebot({
    secret: config.ONEBOT_SECRET,
    previousSecret: config.ONEBOT_SECRET_PREVIOUS,
    apiUrl: config.ONEBOT_API_URL,
    accessToken: config.ONEBOT_ACCESS_TOKEN,
    selfId: config.ONEBOT_SELF_ID,
    retentionMs,
    log: {
      debug: () => undefined,
      warn: (facts: object, event?: string) => log("warn", event ?? "", facts as Record<string, string | number>),
      error: (facts: object, event?: string) => log("error", event ?? "", facts as Record<string, string | number>),
    } as never,
    now,
  });
}
