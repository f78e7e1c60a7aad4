import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { Notes, Rule } from "./strict.ts";

type Frame = {
  readonly cmd: string;
  readonly headers: { readonly req_id: string };
  readonly body: {
    readonly chatid: string;
    readonly chat_type: number;
    readonly markdown: { readonly content: string };
  };
};

export type Bot = { readonly url: string; readonly subscribed: Promise<void>; close(): Promise<void> };

/** The WebSocket side of the 智能机器人. A fault with a status is told as the errcode in its JSON. */
export async function startBot(notes: Notes, rulesOf: (to: string) => readonly Rule[]): Promise<Bot> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  let ready: () => void;
  const subscribed = new Promise<void>((resolve) => {
    ready = resolve;
  });
  server.on("connection", (socket) => {
    socket.on("message", (data) => {
      const { cmd, headers, body } = JSON.parse(String(data)) as Frame;
      const answer = (errcode: number) => socket.send(JSON.stringify({ headers, errcode, errmsg: "" }));
      if (cmd === "aibot_subscribe") ready();
      if (cmd !== "aibot_send_msg") return answer(0);
      const { chatid: to, chat_type, markdown } = body;
      const fault = notes.arrived({ to, text: markdown.content, rules: rulesOf(to) });
      if (typeof fault === "object") return answer((fault.json as { errcode?: number })?.errcode ?? -1);
      if (chat_type !== 2) return answer(40058);
      notes.show(to, markdown.content);
      if (fault === "reset") socket.terminate();
      else if (fault === undefined) answer(0);
    });
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    subscribed,
    async close() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
