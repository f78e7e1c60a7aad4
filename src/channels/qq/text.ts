import type { PictureSource } from "../../bot/message.ts";
import type { Attachment, Mention, MessageData } from "./frame.ts";

/** A mention as it stands in `content`; the closing slash and the `!` come and go between versions. */
const MENTION_TAG = /<@!?([0-9A-Za-z_-]+)>|<qqbot-at-user\s+id="([^"<>]*)"\s*\/?>/g;

/** `<faceType=1,faceId="76",ext="…">`; `ext` is base64 of a JSON with the face's name. */
const FACE_TAG = /<faceType=\d+[^<>]*>/g;
/** QQ's own faces that say something: 赞, 笑哭, 点赞. */
const FACES: Readonly<Record<string, string>> = { 76: "👍", 182: "😂", 201: "👍" };

const CARD = 3;
const CHAT_RECORD = 102;

/**
 * What was said, as plain text: the bot's own mention tags are dropped, other people's become `@name`, and what is
 * no text leaves its kind in brackets. `toBot`: the event's type says that a leading unknown tag is the bot.
 */
export function readText(data: MessageData, toBot: boolean): string {
  const said = readMentions(data.content ?? "", data.mentions ?? [], toBot);
  const shown = [said, ...(data.attachments ?? []).map(describe)];
  if (data.message_type === CARD) shown.push(`[卡片]${data.ark_data?.prompt ?? ""}`);
  if (data.message_type === CHAT_RECORD) shown.push("[聊天记录]");
  return shown.filter((part) => part !== "").join(" ");
}

/** `content` without tags, see {@link readText}. */
export function readMentions(content: string, mentions: readonly Mention[], toBot: boolean): string {
  const plain = content.replace(FACE_TAG, face);
  const before = (at = 0) => plain.slice(0, at).replace(/^(?:\[表情\]|\s)+/, "");
  const shown = plain.replace(MENTION_TAG, (tag: string, old?: string, current?: string, at?: number) => {
    const openid = old ?? current ?? "";
    const mention = mentions.find((each) => each.id === openid || each.member_openid === openid);
    if (mention?.is_you) return " ";
    if (mention?.username) return `@${mention.username}`;
    return toBot && before(at) === "" ? " " : tag;
  });
  return shown.trim();
}

const face = (tag: string): string => FACES[/faceId="(\d+)"/.exec(tag)?.[1] ?? ""] ?? "[表情]";

/** Something in it was spoken, and QQ wrote down what it heard. */
export const isSpoken = ({ attachments = [] }: MessageData): boolean =>
  attachments.some((one) => isVoice(one) && (one.asr_refer_text?.trim() ?? "") !== "");

const isVoice = ({ content_type: type = "" }: Attachment): boolean => type === "voice" || type.startsWith("audio/");

/** Some addresses come without their scheme. */
export const picturesOf = ({ attachments = [] }: MessageData): PictureSource[] =>
  attachments.flatMap(({ content_type: type = "", url }) =>
    type.startsWith("image/") && url !== undefined ? [{ at: /^https?:/.test(url) ? url : `https://${url}` }] : [],
  );

function describe(attachment: Attachment): string {
  const { content_type: type = "", filename, asr_refer_text: transcript } = attachment;
  if (type.startsWith("image/")) return "[图片]";
  if (type.startsWith("video/")) return "[视频]";
  if (isVoice(attachment)) return transcript?.trim() || "[语音]";
  return `[文件]${filename ?? ""}`;
}
