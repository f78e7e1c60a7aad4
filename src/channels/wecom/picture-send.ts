import { createHash } from "node:crypto";
import { z } from "zod";
import type { SendResult } from "../channel.ts";
import type { Called } from "./api.ts";
import { type App, sendToMember } from "./app-send.ts";
import { callWithToken } from "./authorised.ts";
import { outcomeOf } from "./outcome.ts";

/** Of one piece on the long connection. https://developer.work.weixin.qq.com/document/path/101463 */
const PIECE_BYTES = 524_288;
/** What an upload fetched is good for three days; asked for again is only what failed on its way to the member. */
const uploaded = z.object({ media_id: z.string().min(1) });
const opened = z.object({ upload_id: z.string().min(1) });

/** Nothing has been shown to anybody yet, so that every failure may be tried again. */
const notUploaded = (called: Called): SendResult => {
  const result = outcomeOf(called, "safe");
  return result.outcome === "sent" ? { outcome: "retry", error: "no media id" } : result;
};

/** Uploaded, then sent by its id. https://developer.work.weixin.qq.com/document/path/90253 */
export async function showToMember(app: App, userid: string, png: Buffer, id: string): Promise<SendResult> {
  const file = { name: "picture.png", type: "image/png", bytes: png };
  const called = await callWithToken(app.tokens, (access_token) =>
    app.api.upload("/cgi-bin/media/upload", { access_token, type: "image" }, file),
  );
  if (called.kind === "no-token") return { outcome: "retry", error: called.error, afterMs: called.afterMs };
  const media = called.kind === "answer" ? uploaded.safeParse(called.body).data : undefined;
  return media ? sendToMember(app, userid, { image: media.media_id }, id) : notUploaded(called);
}

type Ask = (command: string, body: object) => Promise<Called>;

/** Uploads piece by piece over the long connection; gives the id, or what that means for the message. */
export async function uploadOver(ask: Ask, png: Buffer): Promise<string | SendResult> {
  const pieces = Math.ceil(png.length / PIECE_BYTES);
  const begun = await ask("aibot_upload_media_init", {
    ...{ type: "image", filename: "picture.png", total_size: png.length, total_chunks: pieces },
    md5: createHash("md5").update(png).digest("hex"),
  });
  const upload_id = begun.kind === "answer" ? opened.safeParse(begun.body).data?.upload_id : undefined;
  if (upload_id === undefined) return notUploaded(begun);
  for (let piece = 0; piece < pieces; piece++) {
    const base64_data = png.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES).toString("base64");
    const sent = await ask("aibot_upload_media_chunk", { upload_id, chunk_index: piece, base64_data });
    if (sent.kind !== "answer" || sent.errcode !== 0) return notUploaded(sent);
  }
  const ended = await ask("aibot_upload_media_finish", { upload_id });
  return (ended.kind === "answer" && uploaded.safeParse(ended.body).data?.media_id) || notUploaded(ended);
}
