import { bound } from "../../chinese/privacy/clip.ts";
import type { Picture } from "../../pictures/picture.ts";
import type { Why } from "../../store/schema.ts";
import type { Actions } from "../../store/tables/outbox.ts";
import type { Tables } from "../../store/tables.ts";
import { sayableFrom } from "../adjusted.ts";
import { parseChatKey } from "../message.ts";
import { noPictureHere } from "../wording.ts";
import { type Receiver, waysTo } from "./reach.ts";

/** What somebody is to hear that is not the answer to their own message. */
export type News = {
  readonly to: Receiver;
  readonly text: string;
  /** what opens a page of the receiver's, as `pageLine` writes it: left out where it may not go */
  readonly link?: string;
  /** unique: the same news is told once */
  readonly cause: string;
  /** id of the record, or of the several, that it speaks of, which a quote of it means */
  readonly subject?: string | readonly string[];
  /**
   * `own`: asked for by the one who hears it, and never held; `others`: caused by somebody else; `closing`: the end of
   * something a group was asked; `operator`: how the bot fares; `urgent`: somebody is in danger, and it is never held
   */
  readonly why: Why;
  /** never in a group: where there is no other way the group hears that there is something */
  readonly private?: true;
  /** epoch milliseconds; of no use to anybody from then on */
  readonly expires?: number;
  /** epoch milliseconds; not before, and what waits for one person under one key is one message */
  readonly waits?: { readonly until: number; readonly joins: string };
  /** of what waits under one key only the newest is said */
  readonly replaces?: string;
  /** words that can be said back, offered as buttons where the chat has them */
  readonly actions?: Actions;
  /** follows the text, which says all of it already */
  readonly picture?: Picture;
  /** where it goes when none of the accounts can be written to */
  readonly otherwise?: Receiver;
  /** what of the platform's it answers, where that has to be said */
  readonly reply?: { readonly to: string; readonly until: number };
  /** who hears in one line when it cannot be delivered, and what it is called then: `O31 的答复` */
  readonly author?: { readonly account: string; readonly about: string };
};

export type Telling = { readonly tables: Tables; readonly now: number };

/** Where the news goes and from when; `none`: nobody will hear it. */
export type Told =
  | { readonly way: "private" | "group"; readonly from: number }
  | { readonly way: "none"; readonly because: "unsubscribed" | "unknown" };

/** The one way anybody hears anything that is not an answer. */
export async function tell(news: News, { tables, now }: Telling): Promise<Told> {
  const { chats, personId, unsubscribed, leaveUntil } = await waysTo(news.to, tables);
  const otherwise = news.otherwise ? ((await waysTo(news.otherwise, tables)).chats[0] ?? null) : null;
  if (unsubscribed) return { way: "none", because: "unsubscribed" };
  const target = chats[0] ?? otherwise;
  if (target === null) return { way: "none", because: "unknown" };
  const inGroup = isGroup(target);
  const hides = news.private === true && inGroup;
  const asked = Math.max(now, news.waits?.until ?? now);
  const from = await heldBy(news.why, target, news.why === "urgent" ? asked : Math.max(asked, leaveUntil), tables);
  const isHeld = from > asked;
  const text = hides ? comeToMe : bound(news.text, mostCharacters);
  const link = hides || news.link === undefined ? "" : `\n${news.link}`;
  await tables.outbox.add({
    target,
    cause: news.cause,
    purpose: "push",
    text: `${text}${isHeld ? "（顺延）" : ""}${link}`,
    now,
    holdUntil: from,
    why: news.why,
    personId,
    ...(target === otherwise ? {} : { otherwise }),
    ...(news.private && otherwise !== null && isGroup(otherwise) ? { instead: comeToMe } : {}),
    ...(isHeld ? { joins: `until ${from}` } : news.waits ? { joins: news.waits.joins } : {}),
    ...(hides
      ? {}
      : { ...(news.subject && { recordId: news.subject }), ...(news.actions && { actions: news.actions }) }),
    ...(news.expires === undefined ? {} : { expiresAt: news.expires }),
    ...(news.replaces === undefined ? {} : { replaces: news.replaces }),
    ...(news.reply === undefined ? {} : { reply: news.reply }),
    ...(news.author === undefined ? {} : { author: news.author }),
  });
  if (news.picture && !hides)
    await tables.outbox.add({
      ...{ target, cause: `${news.cause}#picture`, purpose: "push", text: noPictureHere, picture: news.picture, now },
      ...{ holdUntil: from, why: news.why, personId },
      ...(target === otherwise ? {} : { otherwise }),
      ...(news.expires === undefined ? {} : { expiresAt: news.expires }),
      ...(news.replaces === undefined ? {} : { replaces: `${news.replaces}#picture` }),
    });
  return { way: inGroup ? "group" : "private", from };
}

/** Whom it is for is not said: who is told something in private is nobody else's business. */
const comeToMe = "有件事要单独告诉人，不便在群里说。在等我消息的，请私聊我。";

/** One message on every platform. */
const mostCharacters = 650;

const isGroup = (chat: string): boolean => parseChatKey(chat).kind === "group";

/** From when news of this kind may be said in a chat. */
export const heldBy = async (why: Why, chat: string, now: number, tables: Tables): Promise<number> =>
  why === "own" || why === "urgent" ? now : sayableFrom(isGroup(chat) ? "group" : "private", now, tables);
