import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import type { Accept } from "../../bot/message.ts";
import type { Upgrade } from "../channel.ts";
import { hasToken } from "./bearer.ts";
import type { Call } from "./call.ts";
import { type Connection, openConnection } from "./connection.ts";
import type { Log, Receive } from "./receive.ts";

/** A merged forward may be large; what is larger ends the socket. */
const MAX_FRAME_BYTES = 1 << 20;
/** A socket has no 503 by which the implementation would send again, so an event is tried again here. */
const ACCEPT_AGAIN_MS = [1_000, 5_000, 20_000];

export type ReverseWsOptions = {
  readonly path: string;
  /** the only protection of a socket: without it every upgrade is refused */
  readonly accessToken?: string | undefined;
  readonly selfId?: string | undefined;
  readonly timeoutMs: number;
  readonly receive: Receive;
  readonly log: Log;
};

export function reverseWs({ path, accessToken, selfId, timeoutMs, receive, log }: ReverseWsOptions) {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  const connections = new Map<WebSocket, Connection & { readonly bot: string | undefined }>();
  const accepting = new Set<Promise<void>>();
  const stopping = new AbortController();

  const take = async (frame: unknown, accept: Accept) => {
    for (const waitMs of [...ACCEPT_AGAIN_MS, null]) {
      try {
        await receive(frame, accept);
        return;
      } catch {
        if (waitMs === null) break;
        log.warn({ channel: "onebot" }, "an event could not be stored, it is tried again");
        await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
    log.error({ channel: "onebot" }, "an event could not be stored and is lost");
  };
  const onEvent = (accept: Accept) => (frame: unknown) => {
    const taken = take(frame, accept).finally(() => accepting.delete(taken));
    accepting.add(taken);
  };
  const connect = (socket: WebSocket, { headers }: IncomingMessage, accept: Accept) => {
    const role = roleOf(headers["x-client-role"]);
    const connection = openConnection({ socket, role, timeoutMs, log, onEvent: onEvent(accept) });
    connections.set(socket, { ...connection, bot: oneOf(headers["x-self-id"]) ?? selfId });
    socket.on("close", () => connections.delete(socket));
  };

  const upgrade: Upgrade = {
    path,
    handle(request, socket, head, accept) {
      const status = refusal(request);
      if (status !== null) return refuse(socket, status);
      server.handleUpgrade(request, socket, head, (open) => connect(open, request, accept));
    },
  };

  function refusal(request: IncomingMessage): string | null {
    if (stopping.signal.aborted) return "503 Service Unavailable";
    if (accessToken === undefined || !hasToken(request, accessToken)) return "401 Unauthorized";
    const given = request.headers["x-self-id"];
    return selfId !== undefined && given !== undefined && given !== selfId ? "403 Forbidden" : null;
  }

  return {
    upgrade,
    /** A way to call over the newest working socket of the account; null when there is none. */
    callFor(bot: string): Call | null {
      const working = [...connections.values()].filter((one) => one.isReady() && (one.bot ?? bot) === bot);
      return working.at(-1)?.call ?? null;
    },
    async close(): Promise<void> {
      stopping.abort();
      for (const socket of connections.keys()) socket.terminate();
      await Promise.all(accepting);
    },
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.on("error", () => {}); // it may be gone already
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function roleOf(header: string | string[] | undefined): "api" | "event" | "universal" {
  const role = oneOf(header)?.toLowerCase();
  return role === "api" || role === "event" ? role : "universal";
}

function oneOf(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" && header !== "" ? header : undefined;
}
