import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { quotedBy } from "../../src/bot/record/find.ts";
import {
  addPictures,
  isOnlyPictures,
  photosWords,
  photoWindow,
  takesPhotos,
  unkeptWords,
} from "../../src/bot/record/photos.ts";
import { here, privately, type Reply, recorded } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { kindOf, numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

/** A picture alone belongs to the record it quotes; one-to-one to what its sender recorded a moment ago, or records next. */
export const hearPhoto: Ear = {
  name: "photo",
  keeps: "answer",
  meanwhile: ({ message, words }) => message.pictures !== undefined && isOnlyPictures(words),
  hears: (_, { message, words }) =>
    message.pictures !== undefined &&
    (message.chat.kind === "direct" || message.quote !== null) &&
    isOnlyPictures(words),
  async answer({ message }, context) {
    const quoted = await quotedBy(message, context);
    const mine = quoted.filter(({ kind, account }) => kindOf(kind).photos && account === message.sender.account);
    const [pointedAt] = mine;
    if (quoted.length > 0 && !pointedAt) return null;
    const record = pointedAt ?? (message.chat.kind === "direct" ? await justMade(context) : undefined);
    if (record) return [await belongsTo(record, context)];
    if (message.chat.kind === "group" || !context.actor.posts.some(({ role }) => role !== "villager")) return null;
    await addPictures(null, context);
    return [here("照片收到了，一分钟内记的谈心、走访会带上它。")];
  },
};

async function justMade({ message, tables, now }: Context): Promise<RecordRow | undefined> {
  const last = await tables.records.lastIn(message.sender.account, chatKey(message.chat), now - photoWindow);
  // what anybody may say goes on with words and pictures alike: its own ledger hears that
  return last && kindOf(last.kind).photos && !kindOf(last.kind).open ? last : undefined;
}

async function belongsTo(record: RecordRow, context: Context): Promise<Reply> {
  if (!takesPhotos(record)) return privately(unkeptWords, unkeptWords);
  const added = await addPictures(record.id, context);
  const number = numberOf(record);
  if (added === 0) return privately(`${number} 的照片够多了，这张没存。`, `${number} 的照片够多了。`);
  return recorded(
    `${number} ${photosWords(added)}只在它的页面上看得到。`,
    `${number} ${photosWords(added)}`,
    record.id,
  );
}
