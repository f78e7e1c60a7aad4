import { createHash } from "node:crypto";
import type { SendResult } from "../channel.ts";
import type { Api } from "./api.ts";
import { outcomeOf } from "./outcome.ts";
import { fileToWebhook, type Media } from "./picture-send.ts";

/** One text of at most 2,048 bytes into the group the key belongs to. https://developer.work.weixin.qq.com/document/path/99110 */
export async function sendToWebhook(api: Api, key: string, content: string): Promise<SendResult> {
  const called = await api.post("/cgi-bin/webhook/send", { key }, { msgtype: "text", text: { content } });
  return outcomeOf(called, "unsafe");
}

/** A picture of at most 2 MB, or a file; it counts as a message. */
export async function showToWebhook(api: Api, key: string, media: Media): Promise<SendResult> {
  if (media.is === "file") return fileToWebhook(api, key, media);
  const png = media.bytes;
  const image = { base64: png.toString("base64"), md5: createHash("md5").update(png).digest("hex") };
  return outcomeOf(await api.post("/cgi-bin/webhook/send", { key }, { msgtype: "image", image }), "unsafe");
}
