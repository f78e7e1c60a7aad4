import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

export type Frame = {
  readonly cmd: string;
  readonly headers: { readonly req_id: string };
  readonly body?: Record<string, unknown>;
};

/** What the stand-in does with a frame: an errcode, or nothing at all. */
export type Reaction = number | "silence";

/** A local server in the place of openws.work.weixin.qq.com, as strict: one connection per bot, the newer wins. */
export type Openws = {
  readonly url: string;
  readonly received: Frame[];
  /** how many subscriptions were granted */
  subscribed(): number;
  /** the next frames of this command, one reaction each */
  react(command: string, ...reactions: Reaction[]): void;
  /** sends a frame to the bot's connection */
  push(command: string, requestId: string, body: object): void;
  /** the next frame of this command, or one that is here already and was not taken */
  next(command: string): Promise<Frame>;
  /** cuts the connection without a word */
  drop(): void;
  close(): Promise<void>;
};

/** What an answer brings beside its errcode. */
const given = ({ cmd }: Frame): object =>
  cmd === "aibot_upload_media_init"
    ? { body: { upload_id: "U1" } }
    : cmd === "aibot_upload_media_finish"
      ? { body: { type: "image", media_id: "MEDIA1", created_at: 1_700_000_300 } }
      : {};

export async function startOpenws(): Promise<Openws> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const received: Frame[] = [];
  const reactions = new Map<string, Reaction[]>();
  const arrived = new Map<string, Frame[]>();
  const wanted = new Map<string, ((frame: Frame) => void)[]>();
  let granted = 0;
  let bot: WebSocket | null = null;

  function note(frame: Frame): void {
    received.push(frame);
    const first = wanted.get(frame.cmd)?.shift();
    if (first) first(frame);
    else arrived.set(frame.cmd, [...(arrived.get(frame.cmd) ?? []), frame]);
  }

  function subscribe(socket: WebSocket): void {
    const kicked = { event: { eventtype: "disconnected_event" }, msgtype: "event" };
    bot?.send(JSON.stringify({ cmd: "aibot_event_callback", headers: { req_id: "kick" }, body: kicked }));
    bot?.close();
    bot = socket;
    granted++;
  }

  server.on("connection", (socket) => {
    socket.on("close", () => {
      if (bot === socket) bot = null;
    });
    socket.on("message", (data) => {
      const frame = JSON.parse(String(data)) as Frame;
      const reaction = reactions.get(frame.cmd)?.shift() ?? 0;
      if (frame.cmd === "aibot_subscribe" && reaction === 0) subscribe(socket);
      if (reaction !== "silence")
        socket.send(JSON.stringify({ headers: frame.headers, errcode: reaction, errmsg: "", ...given(frame) }));
      note(frame);
    });
  });

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    subscribed: () => granted,
    react: (command, ...more) => void reactions.set(command, [...(reactions.get(command) ?? []), ...more]),
    push(command, requestId, body) {
      if (bot === null) throw new Error("nobody is connected");
      bot.send(JSON.stringify({ cmd: command, headers: { req_id: requestId }, body }));
    },
    next(command) {
      const here = arrived.get(command)?.shift();
      if (here) return Promise.resolve(here);
      return new Promise((resolve) => wanted.set(command, [...(wanted.get(command) ?? []), resolve]));
    },
    drop: () => bot?.terminate(),
    async close() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
