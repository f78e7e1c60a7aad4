import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import { type Call, type Called, type Reply, readReply } from "./call.ts";
import { parseFrame } from "./frame.ts";
import { keepAlive } from "./keep-alive.ts";
import type { Log } from "./receive.ts";

type Frame = Readonly<Record<string, unknown>>;

export type ConnectionOptions = {
  readonly socket: WebSocket;
  /** a socket of role API carries no event to prove that it works */
  readonly role: "api" | "event" | "universal";
  readonly timeoutMs: number;
  readonly log: Log;
  onEvent(frame: Frame): void;
};

export type Connection = {
  /** whether calls can be made: open is not enough, the other side must have spoken */
  isReady(): boolean;
  readonly call: Call;
};

/** One reverse WebSocket. https://github.com/botuniverse/onebot-11/blob/master/communication/ws-reverse.md */
export function openConnection({ socket, role, timeoutMs, log, onEvent }: ConnectionOptions): Connection {
  const calls = pendingCalls(timeoutMs);
  const alive = keepAlive(socket, log);
  let hasSpoken = role === "api";

  const onFrame = (frame: Frame) => {
    if ("post_type" in frame) {
      hasSpoken = true;
      alive.onEvent(frame);
      onEvent(frame);
    } else if (!calls.settle(frame)) onStray(readReply(frame));
  };
  const onStray = (reply: Reply) => {
    if (reply.retcode !== 1401 && reply.retcode !== 1403) return;
    log.error({ channel: "onebot", retcode: reply.retcode }, "the implementation refuses the token");
    calls.settleAll({ kind: "reply", reply });
    socket.close(1008);
  };

  socket.on("message", (data, isBinary) => {
    const frame = isBinary ? null : readFrame(String(data));
    if (frame === null) log.warn({ channel: "onebot" }, "unreadable frame");
    else onFrame(frame);
  });
  socket.on("error", (error: NodeJS.ErrnoException) =>
    log.warn({ channel: "onebot", code: error.code ?? "" }, "socket failed"),
  );
  socket.on("close", () => calls.settleAll({ kind: "unanswered", error: "socket closed" }));

  return {
    isReady: () => role !== "event" && hasSpoken && socket.readyState === socket.OPEN,
    call: (action, parameters) =>
      new Promise((resolve) => {
        const echo = calls.open(resolve);
        socket.send(JSON.stringify({ action, params: parameters, echo }));
      }),
  };
}

/** Calls that wait for the frame with their echo. */
function pendingCalls(timeoutMs: number) {
  const pending = new Map<unknown, (called: Called) => void>();
  return {
    open(resolve: (called: Called) => void): string {
      const echo = randomUUID();
      const finish = (called: Called) => {
        clearTimeout(timer);
        pending.delete(echo);
        resolve(called);
      };
      const timer = setTimeout(() => finish({ kind: "unanswered", error: "no answer in time" }), timeoutMs);
      pending.set(echo, finish);
      return echo;
    },
    settle(frame: Frame): boolean {
      const finish = pending.get(frame.echo);
      finish?.({ kind: "reply", reply: readReply(frame) });
      return finish !== undefined;
    },
    settleAll(called: Called): void {
      for (const finish of [...pending.values()]) finish(called);
    },
  };
}

function readFrame(source: string): Frame | null {
  try {
    return parseFrame(source);
  } catch {
    return null; // nothing but SyntaxError comes here
  }
}
