import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Going, Limit, Outgoing, SendResult } from "../bot/delivery/outgoing.ts";
import type { Accept, ChannelName, ChatAddress, PictureSource } from "../bot/message.ts";
import type { Config } from "../config.ts";

export type { Going, Limit, Outgoing, SendResult };

/** An HTTP request with its body as raw bytes, at most 65,536 of them. */
export type RawRequest = {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type RawResponse = {
  readonly status: number;
  /** default `text/plain; charset=utf-8` */
  readonly type?: string;
  readonly body?: string;
};

/** A webhook. It verifies, decodes, calls `accept` and encodes the answer; what `accept` throws it lets pass (503). */
export type Route = {
  readonly path: string;
  readonly methods: readonly ("GET" | "POST")[];
  handle(request: RawRequest, accept: Accept): Promise<RawResponse>;
};

/** A WebSocket endpoint. `handle` owns the socket from then on, also to refuse it. */
export type Upgrade = {
  readonly path: string;
  handle(request: IncomingMessage, socket: Duplex, head: Buffer, accept: Accept): void;
};

/** A platform: translations in both directions and a table of limits. */
export type Channel = {
  readonly name: ChannelName;
  readonly routes: readonly Route[];
  readonly upgrades?: readonly Upgrade[];
  /** the limits a message to this chat falls under */
  limits(to: ChatAddress, going?: Going): readonly Limit[];
  send(message: Outgoing): Promise<SendResult>;
  /** A picture that came by a message of the chat, at most {@link pictureBytes}. @throws when it cannot be had */
  picture?(source: PictureSource, chat: ChatAddress): Promise<Buffer>;
  /** where an account can be written to one-to-one although it was never heard of, from its short form; null: no way */
  directChat?(shortAccount: string): ChatAddress | null;
  /** false while another process holds the only connection to this chat; absent: always reachable */
  reaches?(to: ChatAddress): boolean;
  /** the state of its tokens and connections, each in one word, for /readyz; `ok` and `connected` are the good ones */
  state?(): Readonly<Record<string, string>>;
  /** lets people sign in by what the platform says of them, where that is switched on */
  readonly signIn?: SignIn;
  /** opens sockets, where the channel has any */
  start?(accept: Accept): Promise<void>;
  stop?(): Promise<void>;
};

/** Who a browser belongs to, by the platform's word. */
export type SignIn = {
  /** where the browser is sent; it comes back to `back` with a code and with `state` */
  address(asked: { readonly back: string; readonly state: string; readonly isInside: boolean }): string;
  /** `stale`: the code was used or is over; `outsider`: nobody of this organisation */
  whose(
    code: string,
  ): Promise<
    | { readonly kind: "member"; readonly account: string; readonly shortAccount: string }
    | { readonly kind: "outsider" | "stale" | "failed" }
  >;
};

/** Never called with people's words, tokens or keys. */
export type Log = (
  level: "info" | "warn" | "error",
  event: string,
  fields?: Readonly<Record<string, string | number>>,
) => void;

/** At most one process holds a name, for 30 seconds at a time. */
export type Lease = {
  acquire(name: string): Promise<boolean>;
  /** false when the name was lost */
  renew(name: string): Promise<boolean>;
  release(name: string): Promise<void>;
};

/** What a channel may use of the rest. */
export type Tools = {
  readonly log: Log;
  /** epoch milliseconds of the real clock */
  readonly now: () => number;
  readonly lease: Lease;
};

/** What a channel's folder gives to the list of channels: null when its variables are not set. */
export type FromConfig = (config: Config, tools: Tools) => Channel | null;
