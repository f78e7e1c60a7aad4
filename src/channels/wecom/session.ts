import { setTimeout as sleep } from "node:timers/promises";
import type { SocketTimings } from "./options.ts";
import { openSocket, type Pushed, type Socket } from "./socket.ts";

/** How a session ended. */
export type Ended = "unreachable" | "refused" | "kicked" | "lost";

/** wrong secret, invalid bot id: trying again will not help */
const REFUSED = new Set([853000, 93019, 40001]);

export type SessionOptions = {
  readonly url: string;
  readonly botId: string;
  readonly secret: string;
  readonly timings: SocketTimings;
  /** subscribed: from now on frames come and messages can be sent */
  ready(socket: Socket): void;
  pushed(frame: Pushed, socket: Socket): void;
};

/** Connects, subscribes, pings, and returns when the connection has ended or `signal` says so. */
export async function runSession(options: SessionOptions, signal: AbortSignal): Promise<Ended> {
  let ended: Ended = "lost";
  let socket: Socket | null = null;
  socket = await openSocket(options.url, options.timings.answer, (frame) => {
    if (isKick(frame)) {
      ended = "kicked";
      socket?.close();
    } else if (socket !== null) options.pushed(frame, socket);
  });
  if (socket === null) return "unreachable";
  const open = socket;
  const abort = () => open.close();
  signal.addEventListener("abort", abort, { once: true });
  try {
    if (signal.aborted) return "lost";
    const called = await open.request("aibot_subscribe", { bot_id: options.botId, secret: options.secret });
    if (called.kind !== "answer") return "unreachable";
    if (called.errcode !== 0) return REFUSED.has(called.errcode) ? "refused" : "unreachable";
    options.ready(open);
    await Promise.race([open.closed, pingUntilDead(open, options.timings.ping)]);
    return ended;
  } finally {
    signal.removeEventListener("abort", abort);
    open.close();
  }
}

/** Returns after two pings in a row without an answer. */
async function pingUntilDead(socket: Socket, pingMs: number): Promise<void> {
  const stop = new AbortController();
  void socket.closed.then(() => stop.abort());
  for (let missed = 0; missed < 2; ) {
    await sleep(pingMs, undefined, { signal: stop.signal }).catch(() => undefined);
    if (stop.signal.aborted) return;
    const called = await socket.request("ping", undefined);
    missed = called.kind === "answer" ? 0 : missed + 1;
  }
}

function isKick({ command, body }: Pushed): boolean {
  const event = (body as { event?: { eventtype?: unknown } } | null | undefined)?.event;
  return command === "aibot_event_callback" && event?.eventtype === "disconnected_event";
}
