import type { Channel } from "../channel.ts";
import { QQ_MEDIA_HOSTS } from "../download.ts";
import { directChat } from "./event.ts";
import { httpCalls } from "./http-call.ts";
import { httpPost } from "./http-post.ts";
import { limits } from "./limits.ts";
import { fetchPicture } from "./picture.ts";
import { type Log, receiver } from "./receive.ts";
import { reverseWs } from "./reverse-ws.ts";
import { send } from "./send.ts";

export type OnebotOptions = {
  /** HMAC key of POSTed events: `secret` in the standard, `token` in NapCat and LLBot */
  readonly secret: string;
  readonly previousSecret?: string | undefined;
  /** base address of the implementation's HTTP server */
  readonly apiUrl: string;
  /** bearer of API calls and of the reverse WebSocket, which is closed without it */
  readonly accessToken?: string | undefined;
  /** QQ number of the account; other accounts' events are ignored */
  readonly selfId?: string | undefined;
  /** QQ numbers of other bots, which are never answered; default none */
  readonly otherBots?: readonly string[];
  /** how long dedupe keys are kept, in milliseconds: older events are refused when they are new */
  readonly retentionMs: number;
  /** hosts from which what members send is fetched; default those of QQ */
  readonly pictureHosts?: readonly string[];
  /** how long an API call may take, in milliseconds; default 15,000 */
  readonly timeoutMs?: number;
  readonly log: Log;
  /** epoch milliseconds */
  readonly now: () => number;
  /** at least 0 and less than 1; default Math.random */
  readonly random?: () => number;
};

const RISK =
  "OneBot runs an ordinary QQ account in an unofficial client, against QQ's terms: the account may be frozen or " +
  "silently muted at any time, and messages sent while the client is down are never heard. See docs/channels-onebot.md";

/** OneBot v11: an unofficial QQ client (NapCat, LLBot) that reports events and takes API calls. */
export function createOnebot(options: OnebotOptions): Channel {
  const { secret, previousSecret, log, random = Math.random, otherBots = [], timeoutMs = 15_000 } = options;
  const secrets = previousSecret === undefined ? [secret] : [secret, previousSecret];
  const receive = receiver({ ...options, otherBots });
  const http = httpCalls({ ...options, timeoutMs });
  const sockets = reverseWs({ ...options, path: "/webhook/onebot/ws", timeoutMs, receive });
  return {
    name: "onebot",
    routes: [httpPost("/webhook/onebot", secrets, receive)],
    upgrades: [sockets.upgrade],
    limits,
    directChat: (short) =>
      short.startsWith("onebot:") ? directChat(options.selfId ?? "0", short.slice("onebot:".length)) : null,
    send: (message) => send({ call: (bot) => sockets.callFor(bot) ?? http.call, log, random }, message),
    picture: (source, { bot }) =>
      fetchPicture(source, sockets.callFor(bot) ?? http.call, options.pictureHosts ?? QQ_MEDIA_HOSTS),
    async start() {
      log.warn({ channel: "onebot" }, RISK);
    },
    async stop() {
      await sockets.close();
      await http.close();
    },
  };
}
