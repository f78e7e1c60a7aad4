import type { SendResult } from "../channel.ts";
import type { Api } from "./api.ts";
import { outcomeOf } from "./outcome.ts";

/** One text of at most 2,048 bytes into the group the key belongs to. https://developer.work.weixin.qq.com/document/path/99110 */
export async function sendToWebhook(api: Api, key: string, content: string): Promise<SendResult> {
  const called = await api.post("/cgi-bin/webhook/send", { key }, { msgtype: "text", text: { content } });
  return outcomeOf(called, "unsafe");
}
