import { createHash } from "node:crypto";
import { z } from "zod";
import type { Outgoing, SendResult } from "../channel.ts";
import type { Api, Called } from "./api.ts";
import { type App, type Content, sendToMember } from "./app-send.ts";
import { callWithToken } from "./authorised.ts";
import { outcomeOf } from "./outcome.ts";

/** Of one piece on the long connection. https://developer.work.weixin.qq.com/document/path/101463 */
const PIECE_BYTES = 524_288;
/** What an upload fetched is good for three days; asked for again is only what failed on its way to the member. */
const uploaded = z.object({ media_id: z.string().min(1) });
const opened = z.object({ upload_id: z.string().min(1) });

/** A picture, or a file of at most 20 MB. */
export type Media = { readonly is: "image" | "file"; readonly name: string; readonly bytes: Buffer };

export async function mediaOf({ picture, file }: Outgoing): Promise<Media | null> {
  if (picture) return { is: "image", name: "picture.png", bytes: await picture.png() };
  return file ? { is: "file", name: file.name, bytes: await file.bytes() } : null;
}

const typeOf = ({ is }: Media): string => (is === "image" ? "image/png" : "application/octet-stream");

export const idOf = ({ is }: Media, mediaId: string): Content =>
  is === "image" ? { image: mediaId } : { file: mediaId };

/** Nothing has been shown to anybody yet, so that every failure may be tried again. */
const notUploaded = (called: Called): SendResult => {
  const result = outcomeOf(called, "safe");
  return result.outcome === "sent" ? { outcome: "retry", error: "no media id" } : result;
};

/** Uploaded, then sent by its id. https://developer.work.weixin.qq.com/document/path/90253 */
export async function showToMember(app: App, userid: string, media: Media, id: string): Promise<SendResult> {
  const file = { name: media.name, type: typeOf(media), bytes: media.bytes };
  const called = await callWithToken(app.tokens, (access_token) =>
    app.api.upload("/cgi-bin/media/upload", { access_token, type: media.is }, file),
  );
  if (called.kind === "no-token") return { outcome: "retry", error: called.error, afterMs: called.afterMs };
  const kept = called.kind === "answer" ? uploaded.safeParse(called.body).data : undefined;
  return kept ? sendToMember(app, userid, idOf(media, kept.media_id), id) : notUploaded(called);
}

/** A file into the group the key belongs to. https://developer.work.weixin.qq.com/document/path/99110 */
export async function fileToWebhook(api: Api, key: string, media: Media): Promise<SendResult> {
  const file = { name: media.name, type: typeOf(media), bytes: media.bytes };
  const called = await api.upload("/cgi-bin/webhook/upload_media", { key, type: "file" }, file);
  const kept = called.kind === "answer" ? uploaded.safeParse(called.body).data : undefined;
  if (!kept) return notUploaded(called);
  const body = { msgtype: "file", file: { media_id: kept.media_id } };
  return outcomeOf(await api.post("/cgi-bin/webhook/send", { key }, body), "unsafe");
}

type Ask = (command: string, body: object) => Promise<Called>;

/** Uploads piece by piece over the long connection; gives the id, or what that means for the message. */
export async function uploadOver(ask: Ask, { is, name, bytes }: Media): Promise<string | SendResult> {
  const pieces = Math.ceil(bytes.length / PIECE_BYTES);
  const begun = await ask("aibot_upload_media_init", {
    ...{ type: is, filename: name, total_size: bytes.length, total_chunks: pieces },
    md5: createHash("md5").update(bytes).digest("hex"),
  });
  const upload_id = begun.kind === "answer" ? opened.safeParse(begun.body).data?.upload_id : undefined;
  if (upload_id === undefined) return notUploaded(begun);
  for (let piece = 0; piece < pieces; piece++) {
    const base64_data = bytes.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES).toString("base64");
    const sent = await ask("aibot_upload_media_chunk", { upload_id, chunk_index: piece, base64_data });
    if (sent.kind !== "answer" || sent.errcode !== 0) return notUploaded(sent);
  }
  const ended = await ask("aibot_upload_media_finish", { upload_id });
  return (ended.kind === "answer" && uploaded.safeParse(ended.body).data?.media_id) || notUploaded(ended);
}
