import { WebSocket } from "ws";
import { z } from "zod";
import type { Called } from "./api.ts";

/** A frame that WeCom sent on its own account. */
export type Pushed = { readonly command: string; readonly requestId: string; readonly body: unknown };

/** One connection, from open to close. */
export type Socket = {
  /** sends a frame and waits for its answer; `requestId` is given when the frame answers a pushed one */
  request(command: string, body: object | undefined, requestId?: string): Promise<Called>;
  close(): void;
  /** when it has ended, for whatever reason */
  readonly closed: Promise<void>;
};

const FRAME_BYTES = 1_048_576;

const frame = z.object({
  cmd: z.string().optional(),
  headers: z.object({ req_id: z.string() }),
  errcode: z.number().int().optional(),
  body: z.unknown().optional(),
});

/**
 * Opens a connection; null when it cannot be opened in time. Frames are JSON; an answer carries the request id of what
 * it answers and no command. https://developer.work.weixin.qq.com/document/path/101463
 */
export function openSocket(url: string, answerMs: number, pushed: (frame: Pushed) => void): Promise<Socket | null> {
  const ws = new WebSocket(url, { handshakeTimeout: answerMs, maxPayload: FRAME_BYTES, followRedirects: false });
  const waiting = new Map<string, (called: Called) => void>();
  let count = 0;

  ws.on("message", (data) => {
    const read = frame.safeParse(parse(String(data))).data;
    if (read === undefined) return;
    const { cmd, errcode, body, headers } = read;
    if (cmd) pushed({ command: cmd, requestId: headers.req_id, body });
    else waiting.get(headers.req_id)?.({ kind: "answer", errcode: errcode ?? 0, body });
  });

  const socket = (closed: Promise<void>): Socket => ({
    closed,
    close: () => ws.terminate(),
    request(command, body, requestId = `${command}-${++count}`) {
      if (ws.readyState !== WebSocket.OPEN) return Promise.resolve({ kind: "unsent", error: "not connected" });
      return new Promise((resolve) => {
        const settle = (called: Called) => {
          clearTimeout(timer);
          if (waiting.get(requestId) === settle) waiting.delete(requestId);
          resolve(called);
        };
        const timer = setTimeout(() => settle({ kind: "unclear", error: "no answer" }), answerMs);
        waiting.set(requestId, settle);
        ws.send(JSON.stringify({ cmd: command, headers: { req_id: requestId }, ...(body && { body }) }));
      });
    },
  });

  return new Promise((resolve) => {
    ws.on("error", () => resolve(null));
    ws.on("open", () => {
      const closed = new Promise<void>((end) => {
        ws.on("close", () => {
          for (const settle of [...waiting.values()]) settle({ kind: "unclear", error: "connection closed" });
          end();
        });
      });
      resolve(socket(closed));
    });
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
