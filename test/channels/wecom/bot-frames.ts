import { botCallback } from "../../../src/channels/wecom/client.ts";
import { pair } from "./vectors.ts";
import { start, type World } from "./world.ts";

// What tests of the bot's callback send.

export const path = "/webhook/wecom/bot";
export const stamp = { timestamp: String(start / 1000), nonce: "n-1" };
export const nothing = { status: 200, body: "" };
export const refused = { status: 403, body: "" };

const from = { userid: "zhangsan" };
export const group = { msgid: "m-1", aibotid: "aib-demo", chatid: "wr-demo", chattype: "group", from };
export const single = { msgid: "m-1", aibotid: "aib-demo", chattype: "single", from };
export const hello = { ...group, msgtype: "text", text: { content: "@村务助手 /帮助" } };

export function queryOf(sealed: { signature: string; timestamp: string; nonce: string }): URLSearchParams {
  const { signature, timestamp, nonce } = sealed;
  return new URLSearchParams({ msg_signature: signature, timestamp, nonce });
}

export const says = (world: World, frame: object) => world.post(path, botCallback(pair, frame, stamp));
