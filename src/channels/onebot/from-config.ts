import type { FromConfig } from "../channel.ts";
import { createOnebot } from "./index.ts";

/** The words of messages are kept this long; their keys stay. */
const retentionMs = 30 * 24 * 60 * 60_000;

export const onebot: FromConfig = (config, { log, now }) => {
  if (!config.ONEBOT_SECRET || !config.ONEBOT_API_URL) return null;
  return createOnebot({
    secret: config.ONEBOT_SECRET,
    previousSecret: config.ONEBOT_SECRET_PREVIOUS,
    apiUrl: config.ONEBOT_API_URL,
    accessToken: config.ONEBOT_ACCESS_TOKEN,
    selfId: config.ONEBOT_SELF_ID,
    retentionMs,
    log: {
      debug: () => undefined,
      warn: (facts, event) => log("warn", event, facts),
      error: (facts, event) => log("error", event, facts),
    },
    now,
  });
};
