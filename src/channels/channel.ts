import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Accept, ChannelName, ChatAddress } from "../bot/message.ts";

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

/** One text on its way out. Text is already masked and neutralised; a channel only encodes it. */
export type Outgoing = {
  /** the outbox row; the same on every attempt */
  readonly id: string;
  readonly to: ChatAddress;
  readonly text: string;
  /** 1 for the first attempt */
  readonly attempt: number;
  /** the platform's message to answer, when it is still valid */
  readonly replyTo?: string;
  /** running number of this reply to that message, from 1; the same on every attempt */
  readonly replySequence?: number;
  /** a secret that belongs to the group, such as a WeCom webhook key */
  readonly groupSecret?: string;
  /** how many parts of this text have been delivered by earlier calls; default 0 */
  readonly done?: number;
};

export type SendResult =
  | { readonly outcome: "sent"; readonly messageId?: string }
  /**
   * the text is longer than one message of the platform and `done` parts of it have been delivered: keep that number,
   * then call again with it. One call is one message on the wire, so that limits count and a crash repeats one part at most
   */
  | { readonly outcome: "partly"; readonly done: number }
  /** surely not delivered and worth another try, not before `afterMs` */
  | { readonly outcome: "retry"; readonly error: string; readonly afterMs?: number }
  /** may or may not have been delivered: repeated once at most, and marked */
  | { readonly outcome: "unknown"; readonly error: string }
  /** this message can never succeed; others to the same chat may */
  | { readonly outcome: "refused"; readonly error: string }
  /** the chat is gone: nothing more is sent there */
  | { readonly outcome: "dead"; readonly error: string }
  /** the platform does not let the bot speak first here: wait for the chat's next message */
  | { readonly outcome: "not-first"; readonly error: string };

/** At most `points` messages per `seconds`, counted per `key`. */
export type Limit = { readonly key: string; readonly points: number; readonly seconds: number };

/** A platform: translations in both directions and a table of limits. */
export type Channel = {
  readonly name: ChannelName;
  readonly routes: readonly Route[];
  readonly upgrades?: readonly Upgrade[];
  /** the limits a message to this chat falls under; `groupSecret` as in {@link Outgoing} */
  limits(to: ChatAddress, groupSecret?: string): readonly Limit[];
  send(message: Outgoing): Promise<SendResult>;
  /** opens sockets, where the channel has any */
  start?(accept: Accept): Promise<void>;
  stop?(): Promise<void>;
};
