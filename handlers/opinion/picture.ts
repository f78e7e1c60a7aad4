import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { addPictures, takesPhotos } from "../../src/bot/record/photos.ts";
import { here } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { joinBurst } from "./burst.ts";

const picture = "[图片]";
/** So long the words to a picture may be awaited. */
const wordsWithin = 60_000;
const day = 24 * 60 * 60_000;

const waitsUnder = ({ message }: Pick<Context, "message">): string =>
  `picture:${chatKey(message.chat)}:${message.sender.account}`;

/** One-to-one a picture belongs to what was said just before it, or is said next; alone it says nothing that could be kept. */
export const hearPicture: Ear = {
  name: "picture",
  keeps: "answer",
  hears: (_, { message, words, said }) =>
    said.kind === "none" && message.chat.kind === "direct" && words.trim() === picture,
  async answer({ message }, context) {
    const joined = await joinBurst(picture, context);
    const { tables, now } = context;
    if (joined) {
      const last = await tables.records.lastIn(message.sender.account, chatKey(message.chat), now - wordsWithin);
      if (last && takesPhotos(last)) await addPictures(last.id, context);
      return [joined];
    }
    await addPictures(null, context);
    await tables.once.count(waitsUnder(context), now, now + wordsWithin);
    const isFirst = (await tables.once.count(`picture told:${message.sender.account}`, now, now + day)) === 1;
    return isFirst ? [here("图片收到了，我看不懂图。请用文字说是什么事，一分钟内说的和图记在一起。")] : [];
  },
};

/** Words with what came beside them: a picture sent just before, and that they were spoken. */
export async function withMarks(words: string, context: Context): Promise<string> {
  const { message, tables, now } = context;
  const isDirect = message.chat.kind === "direct";
  const hasPicture =
    isDirect &&
    !words.includes(picture) &&
    (message.pictures !== undefined || (await tables.once.take(waitsUnder(context), now)));
  return [words, ...(message.voice ? ["[语音]"] : []), ...(hasPicture ? [picture] : [])].join(" ");
}
