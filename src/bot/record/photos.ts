import { kindOf } from "../../ledger/kinds.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Context } from "../context.ts";
import { chatKey } from "../message.ts";
import { causesOf } from "./kept.ts";

/** What stands for a picture in the words of a message. */
const mark = /\s*\[图片\]\s*/gu;
/** A picture belongs to what is recorded within this of it, before or after. */
export const photoWindow = 60_000;
/** More of one record is an album. */
const mostPhotos = 9;

/** Whether nothing but pictures was said. */
export const isOnlyPictures = (words: string): boolean => words.includes("[图片]") && words.replace(mark, "") === "";

/** Words without what stands for pictures in them. */
export const withoutMarks = (words: string): string => words.replace(mark, " ").trim();

/** `附1张照片。` */
export const photosWords = (count: number): string => (count > 0 ? `附${count}张照片。` : "");
export const unkeptWords = "照片没存：涉及隐私的只记文字。";

/**
 * The pictures of a message, and those its sender sent alone a moment ago, are the new record's. What is delicate has
 * none: no page would show it. What to say of it.
 */
export async function keepPhotos(record: { readonly id: string; readonly sensitive: boolean }, context: Context) {
  const { message, actor, tables, now } = context;
  if (!actor.photoWaits && !message.pictures) return "";
  const whose = { account: message.sender.account, chat: chatKey(message.chat) };
  if (record.sensitive) {
    const waited = await tables.photos.dropWaiting(whose.account, whose.chat);
    return waited > 0 || message.pictures ? unkeptWords : "";
  }
  const waited = await tables.photos.adopt(record.id, { ...whose, since: now - photoWindow });
  return photosWords(waited + (await addPictures(record.id, context)));
}

/** The pictures of a message, for a record or, as long as there is none, for the one that may come. */
export async function addPictures(recordId: string | null, { message, tables }: Context): Promise<number> {
  const { pictures = [], key, sender, chat, sentAt } = message;
  const before = recordId === null ? 0 : await tables.photos.countOf(recordId);
  const fitting = pictures.slice(0, Math.max(0, mostPhotos - before));
  for (const [at, source] of fitting.entries())
    await tables.photos.add({
      ...{ record_id: recordId, cause: `${causesOf(key)}photo${at}`, account: sender.account, chat: chatKey(chat) },
      ...{ sent_at: sentAt, source },
    });
  return fitting.length;
}

export const takesPhotos = ({ kind, sensitive }: Pick<RecordRow, "kind" | "sensitive">): boolean =>
  kindOf(kind).photos === true && sensitive === 0;
