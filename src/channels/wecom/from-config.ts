import type { Config } from "../../config.ts";
import type { FromConfig } from "../channel.ts";
import { createWecom } from "./index.ts";

/** On when the app, the bot in URL mode or the bot's long connection is set. */
export const wecom: FromConfig = (config, { log, now, lease }) => {
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
    ...(config.WECOM_OAUTH === "on"
      ? { signIn: { insideUrl: config.WECOM_OAUTH_URL, scanUrl: config.WECOM_LOGIN_URL } }
      : {}),
    ...(bot ? { bot } : {}),
    ...(socket ? { socket } : {}),
    log,
    now,
    lease,
  });
};

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
