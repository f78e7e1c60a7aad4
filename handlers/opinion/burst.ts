import type { Context } from "../../src/bot/context.ts";
import { chatKey } from "../../src/bot/message.ts";
import { undoWindow } from "../../src/bot/record/keep.ts";
import { isOnlyPictures } from "../../src/bot/record/photos.ts";
import { accuses, sayOn } from "../../src/bot/record/said-on.ts";
import { answerKey, answerTo, isSaid, isUntouched, saidOn } from "../../src/bot/record/sentences.ts";
import { here, type Reply } from "../../src/bot/reply.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { unnamedWords } from "./unnamed.ts";

/** Milliseconds of silence after which the next message is another matter; in a group others talk in between. */
const silences = { direct: 60_000, group: 8_000 } as const;
/** Characters; what is longer is a matter of its own. */
const longest = 60;
const mostSentences = 20;

/** What is said in several short messages is one opinion. Null: this is another one. */
export async function joinBurst(words: string, context: Context): Promise<Reply | null> {
  const { message, tables } = context;
  const chat = chatKey(message.chat);
  const said = words.trim();
  if (said === "" || said.length > longest) return null;
  // said under one's name what stands before would tell whose it is
  if (message.chat.kind === "direct" && unnamedWords(said) !== said) return null;
  const since = message.sentAt - undoWindow;
  const row = await tables.records.lastIn(message.sender.account, chat, since);
  if (row?.kind !== "opinion" || row.place_id === null) return null;
  const moves = await tables.moves.of(row.id);
  const last = Math.max(row.at ?? row.created_at, ...moves.map(({ at }) => at));
  if (
    !isUntouched(row, moves) ||
    Math.abs(message.sentAt - last) >= silences[message.chat.kind] ||
    moves.length >= mostSentences
  )
    return null;
  if (message.chat.kind === "group" && (await tables.inbox.othersSpoke(chat, message.sender.account, last)))
    return null;
  // two pictures are two, though the same stands for both
  if (!isOnlyPictures(said) && isSaid(row, said, tables)) return here(`刚才已记 ${numberOf(row)}。`);
  // an accusation goes another way: what is ordinary must not follow it there
  if (row.accused === "" && (await accuses(said, row.place_id, context))) return null;
  const now = await sayOn(row, message.voice ? `${said} [语音]` : said, context);
  if (!now) return null;
  if (message.chat.kind === "group") await tables.groups.said(chat, { id: row.id, at: message.sentAt });
  return whenSilent({ text: answerTo(now, await saidOn(now, tables), tables), subject: row.id }, row.id, context);
}

/** Whether what is said in a group now may go on with an opinion that was said there just before. */
export const isAtOnce = (sentAt: number, saidAt: number | null): boolean =>
  saidAt !== null && Math.abs(sentAt - saidAt) < silences.group;

/** Said once nothing more has come for a while. */
export const whenSilent = (
  answer: { readonly text: string; readonly subject: string },
  id: string,
  { message, now }: Pick<Context, "message" | "now">,
): Reply => ({ ...answer, to: "later", from: now + silences[message.chat.kind], replaces: answerKey({ id }) });
