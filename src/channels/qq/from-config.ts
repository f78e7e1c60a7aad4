import type { FromConfig } from "../channel.ts";
import { createQq } from "./index.ts";

export const qq: FromConfig = (config, { log, now }) => {
  if (!config.QQ_APP_ID || !config.QQ_APP_SECRET) return null;
  return createQq({
    appId: config.QQ_APP_ID,
    secret: config.QQ_APP_SECRET,
    previousSecret: config.QQ_APP_SECRET_PREVIOUS,
    apiUrl: config.QQ_API_URL,
    tokenUrl: config.QQ_TOKEN_URL,
    buttons: config.QQ_BUTTONS === "on",
    log,
    now,
  });
};
