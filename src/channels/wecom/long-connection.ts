import { setTimeout as sleep } from "node:timers/promises";
import type { Accept, ChatAddress } from "../../bot/message.ts";
import type { SendResult } from "../channel.ts";
import type { Content } from "./app-send.ts";
import { holdWhile } from "./hold.ts";
import type { Lease, Log, SocketOptions, SocketTimings } from "./options.ts";
import { outcomeOf } from "./outcome.ts";
import { idOf, type Media, uploadOver } from "./picture-send.ts";
import { type Ended, runSession } from "./session.ts";
import type { Pushed, Socket } from "./socket.ts";

const defaults: SocketTimings = { ping: 30_000, answer: 5_000, lease: 9_000, backoff: 1_000, pause: 900_000 };

export type ConnectionState = "stopped" | "elsewhere" | "connecting" | "connected" | Ended;

export type LongConnection = {
  start(accept: Accept): void;
  stop(): Promise<void>;
  state(): ConnectionState;
  /** whether it is this process that holds the connection, or tries to */
  isHere(): boolean;
  push(to: ChatAddress, content: Content): Promise<SendResult>;
  show(to: ChatAddress, media: Media): Promise<SendResult>;
};

export type LongConnectionOptions = SocketOptions & {
  readonly lease: Lease;
  readonly log: Log;
  now(): number;
  /** takes one pushed frame: accepts it and answers on the socket */
  receive(frame: Pushed, socket: Socket, accept: Accept): Promise<void>;
};

/**
 * 智能机器人 over one WebSocket, held by one process at a time: a second subscription would end the first, and the two
 * would throw each other out for ever. After being thrown out by somebody else's it stays away for a quarter of an hour.
 */
export function createLongConnection(options: LongConnectionOptions): LongConnection {
  const timings = { ...defaults, ...options.timings };
  const name = `wecom:socket:${options.botId}`;
  let stopping = new AbortController();
  let running: Promise<void> | null = null;
  let state: ConnectionState = "stopped";
  let socket: Socket | null = null;

  async function connectAgainAndAgain(accept: Accept, signal: AbortSignal): Promise<void> {
    for (let tries = 0; !signal.aborted; tries++) {
      state = "connecting";
      const began = options.now();
      const ready = (opened: Socket) => {
        socket = opened;
        state = "connected";
        options.log("info", "wecom long connection is open");
      };
      const pushed = (frame: Pushed, from: Socket) => void options.receive(frame, from, accept);
      const ended = await runSession({ ...options, timings, ready, pushed }, signal);
      socket = null;
      if (signal.aborted) return;
      state = ended;
      options.log(ended === "lost" ? "warn" : "error", explained[ended]);
      if (options.now() - began > 30 * timings.backoff) tries = 0;
      const longest = ended === "kicked" || ended === "refused" ? timings.pause : backoff(timings.backoff, tries);
      // between half and the whole, so that many processes do not come back at once
      await sleep(longest * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    }
  }

  async function run(accept: Accept, signal: AbortSignal): Promise<void> {
    const holding = { ...options, name, everyMs: timings.lease };
    await holdWhile(holding, signal, async (held) => {
      await connectAgainAndAgain(accept, held);
      state = "elsewhere";
    });
    state = "stopped";
  }

  return {
    start(accept) {
      stopping = new AbortController();
      state = "elsewhere";
      running = run(accept, stopping.signal);
    },
    async stop() {
      stopping.abort();
      await running;
    },
    state: () => state,
    isHere: () => state !== "elsewhere" && state !== "stopped",
    push,
    async show(to, shown) {
      const over = socket;
      if (over === null) return notConnected;
      const media = await uploadOver((command, body) => over.request(command, body), shown);
      return typeof media === "string" ? push(to, idOf(shown, media)) : media;
    },
  };

  async function push(to: ChatAddress, content: Content): Promise<SendResult> {
    if (socket === null) return notConnected;
    const called = await socket.request("aibot_send_msg", {
      ...{ chatid: to.id, chat_type: to.kind === "group" ? 2 : 1 },
      ...bodyOf(content),
    });
    // a member who has never written to the bot has no chat with it yet
    if (to.kind === "direct" && called.kind === "answer" && called.errcode === 93006)
      return { outcome: "not-first", error: "errcode 93006" };
    return outcomeOf(called, "unsafe");
  }
}

const notConnected: SendResult = { outcome: "retry", error: "not connected", afterMs: 2_000 };

function bodyOf(content: Content): object {
  if ("text" in content) return { msgtype: "markdown", markdown: { content: content.text } };
  if ("file" in content) return { msgtype: "file", file: { media_id: content.file } };
  return "image" in content
    ? { msgtype: "image", image: { media_id: content.image } }
    : { msgtype: "template_card", template_card: content.card };
}

const explained: Readonly<Record<Ended, string>> = {
  unreachable: "wecom long connection could not be opened",
  refused: "wecom long connection: bot id or secret refused, staying away for a quarter of an hour",
  kicked: "wecom long connection: another program connected with this bot, staying away for a quarter of an hour",
  lost: "wecom long connection was lost",
};

function backoff(base: number, tries: number): number {
  return Math.min(base * 2 ** tries, 30 * base);
}
