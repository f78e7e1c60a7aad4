import type { Lease, Log } from "../channel.ts";
import type { KeyPair } from "./crypto.ts";
import type { SignInOptions } from "./sign-in.ts";

export type { Lease, Log };

/** The keys of one callback. During a rotation `previous` holds what was changed; both are taken. */
export type CallbackKeys = KeyPair & { readonly previous?: Partial<KeyPair> };

/** The self-built app: one-to-one in and out, and the only way to names and userids. */
export type AppOptions = CallbackKeys & { readonly agentId: number; readonly secret: string };

/** 智能机器人, URL mode. `names` are the display names people type after @. */
export type BotOptions = CallbackKeys & { readonly names: readonly string[] };

/** 智能机器人, long connection. */
export type SocketOptions = {
  readonly url: string;
  readonly botId: string;
  readonly secret: string;
  readonly names: readonly string[];
  readonly timings?: Partial<SocketTimings>;
};

/** All in milliseconds. */
export type SocketTimings = {
  /** between pings; two without an answer end the connection. Default 30,000 */
  readonly ping: number;
  /** for opening and for each answer. Default 5,000 */
  readonly answer: number;
  /** between renewals of the lease, less than a third of it. Default 9,000 */
  readonly lease: number;
  /** before the first new try, doubled up to thirty times itself. Default 1,000 */
  readonly backoff: number;
  /** after another connection took over, or the secret was refused. Default 900,000 */
  readonly pause: number;
};

export type WecomOptions = {
  /** signing in to the pages, where the app is set and it is switched on */
  readonly signIn?: SignInOptions;
  /** empty when only a 智能机器人 is used */
  readonly corpId: string;
  /** `https://qyapi.weixin.qq.com`; nothing is ever sent to another host */
  readonly apiUrl: string;
  readonly app?: AppOptions;
  readonly bot?: BotOptions;
  readonly socket?: SocketOptions;
  readonly log: Log;
  /** epoch milliseconds of the real clock */
  now(): number;
  /** needed with `socket` */
  readonly lease?: Lease;
  /** hosts from which what members send is fetched; default those of WeCom */
  readonly pictureHosts?: readonly string[];
  /** how far a signed timestamp may be from `now`, default 600,000 */
  readonly freshForMs?: number;
  /** default 5,000 to connect, 10,000 for the whole call */
  readonly timeouts?: { readonly connectMs: number; readonly totalMs: number };
};
