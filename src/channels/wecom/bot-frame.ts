import { z } from "zod";
import type { PictureSource } from "../../bot/message.ts";

const content = z.object({ content: z.string() });
/** `aeskey`: on the long connection; in URL mode the bot's own key opens it */
const image = z.object({ url: z.string().min(1), aeskey: z.string().min(1).optional().catch(undefined) });
const item = z.object({
  msgtype: z.string(),
  text: content.optional().catch(undefined),
  image: image.optional().catch(undefined),
});
const spoken = z.object({
  msgtype: z.string(),
  text: content.optional().catch(undefined),
  voice: content.optional().catch(undefined),
  image: image.optional().catch(undefined),
  mixed: z
    .object({ msg_item: z.array(item) })
    .optional()
    .catch(undefined),
});

const frame = spoken.extend({
  msgid: z.string().min(1),
  aibotid: z.string().regex(/^[^:\s]+$/),
  chatid: z.string().min(1).optional(),
  chattype: z.enum(["single", "group"]).catch("single"),
  from: z.object({ userid: z.string().min(1) }),
  create_time: z.int().positive().optional().catch(undefined),
  quote: spoken.optional().catch(undefined),
  event: z
    .object({
      eventtype: z.string(),
      template_card_event: z
        .object({ event_key: z.string().optional(), task_id: z.string().optional() })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/**
 * What a 智能机器人 is sent, in a callback or on the long connection.
 * https://developer.work.weixin.qq.com/document/path/100719
 */
export type BotFrame = z.infer<typeof frame>;

const refresh = z.object({ stream: z.object({ id: z.string().min(1) }) });

/** Null when there is nothing in it that the bot can use. */
export function readFrame(body: unknown): BotFrame | null {
  return frame.safeParse(body).data ?? null;
}

/** The id of the stream whose next state WeCom asks for, or null. */
export function readRefresh(body: unknown): string | null {
  const isRefresh = (body as { msgtype?: unknown } | null)?.msgtype === "stream";
  return isRefresh ? (refresh.safeParse(body).data?.stream.id ?? null) : null;
}

const placeholders = new Map([
  ["image", "[图片]"],
  ["file", "[文件]"],
  ["video", "[视频]"],
]);

/** The words of a message or a quote; a placeholder for what has none; null for kinds unknown to us. */
export function wordsOf(said: z.infer<typeof spoken>): string | null {
  switch (said.msgtype) {
    case "text":
      return said.text?.content ?? null;
    case "voice":
      return said.voice?.content ?? null;
    case "mixed":
      return (
        said.mixed?.msg_item.map((each) => each.text?.content ?? placeholders.get(each.msgtype) ?? "").join("\n") ??
        null
      );
    default:
      return placeholders.get(said.msgtype) ?? null;
  }
}

/** Where the pictures of a message lie. */
export function picturesOf({ msgtype, image: alone, mixed }: z.infer<typeof spoken>): PictureSource[] {
  const images =
    msgtype === "image" ? [alone] : msgtype === "mixed" ? (mixed?.msg_item ?? []).map((one) => one.image) : [];
  return images.flatMap((one) => (one ? [{ at: one.url, ...(one.aeskey && { key: one.aeskey }) }] : []));
}
