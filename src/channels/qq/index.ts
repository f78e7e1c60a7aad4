import type { Channel } from "../channel.ts";
import { download, QQ_MEDIA_HOSTS } from "../download.ts";
import { createApi } from "./api.ts";
import { qqCallback } from "./callback.ts";
import { openHttp } from "./http.ts";
import { qqLimits } from "./limits.ts";
import { send } from "./send.ts";
import { importSecret } from "./signature.ts";
import { createToken } from "./token.ts";

export type QqOptions = {
  readonly appId: string;
  readonly secret: string;
  /** the secret before the last change, still taken for what comes in */
  readonly previousSecret?: string | undefined;
  /** default `https://api.bot.qq.com`; the older host is `https://api.sgroup.qq.com` */
  readonly apiUrl?: string | undefined;
  /** default `https://api.bot.qq.com/app/getAppAccessToken`; the older one is on `https://bots.qq.com` */
  readonly tokenUrl?: string | undefined;
  /** default true, see `LimitOptions` */
  readonly certified?: boolean | undefined;
  /** whether QQ lets this bot put buttons under its messages; default false */
  readonly buttons?: boolean | undefined;
  /** hosts from which what members send is fetched; default those of QQ */
  readonly pictureHosts?: readonly string[] | undefined;
  /** how far a signed timestamp may be from our clock; default 600 seconds */
  readonly freshnessSeconds?: number | undefined;
  /** how long a call may take; default 10,000 ms */
  readonly timeoutMs?: number | undefined;
  /** never called with people's words, tokens or keys */
  readonly log: (level: "warn", event: string, fields: Readonly<Record<string, string | number>>) => void;
  /** epoch milliseconds */
  readonly now: () => number;
};

/** The QQ official bot platform, API v2: events by webhook, messages by REST. */
export function createQq(options: QqOptions): Channel {
  const { appId, secret, previousSecret, log, now } = options;
  const apiUrl = options.apiUrl ?? "https://api.bot.qq.com";
  const tokenUrl = options.tokenUrl ?? "https://api.bot.qq.com/app/getAppAccessToken";
  const http = openHttp(options.timeoutMs ?? 10_000);
  const api = createApi({ url: apiUrl, http, token: createToken({ appId, secret, url: tokenUrl, http, now }) });

  /** Ends the spinner on the button. Nobody waits for it, and three seconds later it is too late to try again. */
  function pressed(interactionId: string): void {
    api.call("PUT", `/interactions/${encodeURIComponent(interactionId)}`, { code: 0 }).then(
      ({ status }) => {
        if (status >= 400) log("warn", "qq interaction not answered", { status });
      },
      (error: Error) => log("warn", "qq interaction not answered", { error: error.message }),
    );
  }

  return {
    name: "qq",
    routes: [
      qqCallback({
        appId,
        keys: [importSecret(secret), ...(previousSecret ? [importSecret(previousSecret)] : [])],
        freshnessMs: (options.freshnessSeconds ?? 600) * 1000,
        now,
        pressed,
      }),
    ],
    limits: (to, { reply = false } = {}) => qqLimits(to, { reply, certified: options.certified ?? true }),
    send: (message) => send(api, message, { buttons: options.buttons ?? false }),
    picture: async ({ at }) => (await download(at, options.pictureHosts ?? QQ_MEDIA_HOSTS)).bytes,
    stop: () => http.close(),
  };
}
