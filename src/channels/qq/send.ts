import type { ChatAddress } from "../../bot/message.ts";
import type { Outgoing, SendResult } from "../channel.ts";
import type { Api } from "./api.ts";
import { encodeText, replyFields } from "./encode.ts";
import { judge } from "./errors.ts";
import { CallError } from "./http.ts";
import { withKeyboard } from "./keyboard.ts";
import { uploadPicture } from "./picture.ts";
import { TokenError } from "./token.ts";

/** How often one message may be answered: the lower of the numbers the documents give. */
const REPLIES: Readonly<Record<ChatAddress["kind"], number>> = { group: 5, direct: 4 };

const TEXT = 0;
const MEDIA = 7;
const TOKEN_PAUSE_MS = 5_000;

/**
 * Sends one text as msg_type 0. An unclear end of a reply is a retry, since the platform takes each (msg_id, msg_seq)
 * once; speaking first has no such key, so there it is unknown. `buttons`: this bot may send them; where it turns out
 * that it may not, the same goes as text.
 * https://bot.q.qq.com/wiki/develop/api-v2/server-inter/message/send-receive/send.html
 */
export async function send(api: Api, message: Outgoing, { buttons = false } = {}): Promise<SendResult> {
  const { to, done = 0, attempt } = message;
  // https://bot.q.qq.com/wiki/develop/api-v2/server-inter/message/send-receive/rich-media.html : files are not open yet
  if (message.file) return { outcome: "no-picture", error: "QQ bots send no files" };
  const parts = encodeText(message.text);
  const content = parts[done];
  if (content === undefined) return { outcome: "refused", error: "nothing to send" };
  const passive = message.replyTo !== undefined;
  if (passive && (message.replySequence ?? 1) + done > REPLIES[to.kind])
    return { outcome: "reply-expired", error: "answered as often as QQ allows" };
  let hasLeft = false;
  try {
    const chat = `/v2/${to.kind === "group" ? "groups" : "users"}/${encodeURIComponent(to.id)}`;
    const media = message.picture ? await uploadPicture(api, chat, await message.picture.png(), attempt) : null;
    if (typeof media === "object" && media !== null) return media;
    hasLeft = true;
    const post = async (fields: object) =>
      judge(await api.call("POST", `${chat}/messages`, { ...fields, ...replyFields(message) }), { passive, attempt });
    if (media !== null) return await post({ msg_type: MEDIA, media: { file_info: media } });
    const plain = { msg_type: TEXT, content };
    const rich = buttons ? withKeyboard(message) : null;
    if (rich) {
      const shown = await post(rich);
      if (shown.outcome !== "refused") return shown;
    }
    const result = await post(plain);
    return result.outcome === "sent" && done + 1 < parts.length ? { outcome: "partly", done: done + 1 } : result;
  } catch (error) {
    if (error instanceof TokenError) return { outcome: "retry", error: error.message, afterMs: TOKEN_PAUSE_MS };
    if (!(error instanceof CallError)) throw error;
    return { outcome: passive || !hasLeft || !error.reached ? "retry" : "unknown", error: `QQ ${error.message}` };
  }
}
