import { z } from "zod";
import { decodeCq, type Segment } from "./cq.ts";

const segment = z.object({
  type: z.string().min(1).max(32),
  data: z.record(z.string(), z.unknown()).catch({}),
});

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  image: "[图片]",
  mface: "[表情]",
  record: "[语音]",
  video: "[视频]",
  file: "[文件]",
  location: "[位置]",
  share: "[链接]",
  forward: "[聊天记录]",
};

/** QQ's own faces that say something: 赞, 笑哭, 点赞. https://bot.q.qq.com/wiki/develop/api-v2/openapi/emoji/model.html */
const FACES: Readonly<Record<string, string>> = { 76: "👍", 182: "😂", 201: "👍" };

/** A message as it comes, CQ string, array or a single segment; what is no segment is left out. */
export function toSegments(message: unknown): Segment[] {
  if (typeof message === "string") return decodeCq(message);
  return (Array.isArray(message) ? message : [message]).flatMap((candidate) => {
    const { success, data } = segment.safeParse(candidate);
    return success ? [{ type: data.type, data: strings(data.data) }] : [];
  });
}

/** A picture that came without an address is asked for by its file. */
export const byFile = "onebot-file:";

/** What a message says to the account `self`. */
export function readSegments(segments: readonly Segment[], self: string) {
  const ofSelf = (one: Segment) => one.type === "at" && one.data.qq === self;
  // the client itself puts a mention of the quoted person behind a quote; nobody typed it
  const ofQuoted = (one: Segment, index: number) => one.type === "at" && segments[index - 1]?.type === "reply";
  return {
    text: tidy(segments.map((one, index) => (ofSelf(one) || ofQuoted(one, index) ? "" : plain(one))).join("")),
    mentioned: segments.some(ofSelf),
    others: segments.flatMap((one, index) => {
      const isOther = one.type === "at" && !ofSelf(one) && !ofQuoted(one, index);
      return isOther && /^\d+$/.test(one.data.qq ?? "") ? [one.data.qq ?? ""] : [];
    }),
    pictures: segments.flatMap(({ type, data: { url, file } }) =>
      type === "image" && (url || file) ? [{ at: url || `${byFile}${file}` }] : [],
    ),
    quoted: segments.find(({ type }) => type === "reply")?.data.id,
  };
}

/** One kind of line end, and no NUL, which PostgreSQL does not store. */
export function tidy(text: string): string {
  return text.replace(/\r\n?/g, "\n").replaceAll("\0", "");
}

function plain({ type, data }: Segment): string {
  if (type === "text") return data.text ?? "";
  if (type === "reply") return "";
  if (type === "at") return `@${data.qq ?? ""}`;
  if (type === "face") return FACES[data.id ?? ""] ?? "[表情]";
  return PLACEHOLDERS[type] ?? `[${type}]`;
}

function strings(data: Readonly<Record<string, unknown>>): Segment["data"] {
  const scalars = Object.entries(data).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value));
  return Object.fromEntries(scalars.map(([key, value]) => [key, String(value)]));
}
