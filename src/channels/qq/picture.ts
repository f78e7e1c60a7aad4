import { createHash } from "node:crypto";
import { z } from "zod";
import type { SendResult } from "../channel.ts";
import type { Api } from "./api.ts";
import { judge } from "./errors.ts";
import type { Reply } from "./http.ts";

const IMAGE = 1;
/** The first so many bytes are summed apart. */
const HEAD_BYTES = 10_002_432;
const NAME = "picture.png";

const prepared = z.object({
  upload_id: z.string().min(1),
  block_size: z.coerce.number().int().positive(),
  parts: z.array(z.object({ index: z.number().int(), presigned_url: z.url({ protocol: /^https?$/ }) })).min(1),
});
const finished = z.object({ file_info: z.string().min(1) });

/**
 * Uploads a picture for one chat, whose `file_info` is good in no other; gives that, or what became of the message. In
 * parts, by their place in the list: some count from 0 and some from 1. Nothing has been shown to anybody until it is sent.
 * https://bot.q.qq.com/wiki/develop/api-v2/server-inter/message/send-receive/rich-media.html
 */
export async function uploadPicture(
  api: Api,
  chat: string,
  png: Buffer,
  attempt: number,
): Promise<string | SendResult> {
  const failed = (reply: Reply): SendResult => {
    const result = judge(reply, { passive: false, attempt });
    return result.outcome === "sent"
      ? { outcome: "retry", error: "QQ took the picture and gave no name for it" }
      : result;
  };
  const sums = { md5: sum("md5", png), sha1: sum("sha1", png), md5_10m: sum("md5", png.subarray(0, HEAD_BYTES)) };
  const file = { file_type: IMAGE, file_name: NAME };
  const asked = await api.call("POST", `${chat}/upload_prepare`, { ...file, file_size: String(png.length), ...sums });
  const place = prepared.safeParse(asked.body).data;
  if (!place) return failed(asked);
  for (const [at, { index, presigned_url }] of place.parts.entries()) {
    const part = png.subarray(at * place.block_size, (at + 1) * place.block_size);
    const put = await api.put(presigned_url, part);
    if (put.status >= 300) return { outcome: "retry", error: `QQ upload http ${put.status}` };
    const done = {
      upload_id: place.upload_id,
      part_index: index,
      block_size: String(part.length),
      md5: sum("md5", part),
    };
    const noted = await api.call("POST", `${chat}/upload_part_finish`, done);
    if (noted.status >= 300) return failed(noted);
  }
  const ended = await api.call("POST", `${chat}/files`, { ...file, srv_send_msg: false, upload_id: place.upload_id });
  return finished.safeParse(ended.body).data?.file_info ?? failed(ended);
}

const sum = (name: "md5" | "sha1", bytes: Buffer): string => createHash(name).update(bytes).digest("hex");
