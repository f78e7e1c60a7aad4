import { newOrder } from "../../src/bot/order.ts";
import { quotedBy } from "../../src/bot/record/find.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { motionWord, type Word } from "../../src/ledger/motion-words.ts";
import { awaited, ownWaiting } from "./approve.ts";

const numbered = /^\s*[/／]?\s*[MmＭｍ]\s?([\d０-９]{1,9})(?![\d０-９])[\s:：,，。]*([\s\S]*)$/u;

/** `M3 公布`: what is said behind its number. */
export function saidOf(words: string): { readonly number: number; readonly word: Word } | null {
  const [, digits, rest = ""] = numbered.exec(words) ?? [];
  const word = digits === undefined ? null : motionWord(rest);
  return digits === undefined || word === null ? null : { number: Number(digits.normalize("NFKC")), word };
}

/** Its number first: one-to-one, and in a group that has a place. */
export const hearNumber: Ear = {
  name: "a word with a motion's number",
  keeps: "words",
  first: true,
  hears: ({ group }, { message, words }) =>
    saidOf(words) !== null && (message.chat.kind === "direct" || (group?.placeId != null && !isBare(words))),
  answer: ({ words }, context) => carryOut(newOrder("议题", words.replace(/^\s*[/／]\s*/u, "")), context),
};

const isBare = (words: string): boolean => saidOf(words)?.word.kind === "card";

/** Without a number where a message of a motion is quoted; a meeting's numbers one-to-one also without. */
export const hearWord: Ear = {
  name: "a word of a motion",
  keeps: "words",
  hears({ group, posts }, { message, words }) {
    const word = motionWord(words);
    if (word === null || word.kind === "card" || word.kind === "object") return false;
    if (message.quote !== null) return message.chat.kind === "direct" || group?.placeId != null;
    // 党员大会 昨天开得好 is told, and nothing that was counted
    const isCounted = word.kind === "meeting" && /\d/u.test(word.words.normalize("NFKC"));
    return message.chat.kind === "direct" && isCounted && posts.some(({ role }) => role !== "villager");
  },
  async answer({ message, words }, context) {
    const quotes = message.quote === null ? [] : await quotedBy(message, context);
    if (message.quote !== null && !quotes.some(({ kind }) => kind === "motion")) return null;
    const places = context.actor.posts.map(({ placeId }) => placeId);
    if (message.quote === null && (await context.tables.motions.at(places, ["going", "published"])).length === 0)
      return null;
    return carryOut(newOrder("议题", words), context);
  },
};

const calls = /^\s*提议\s*(?:召开|召集|开)?\s*(村代会|村民代表(?:会议|大会)|村民会议|村民大会)([\s\S]{0,12})$/u;

/** 提议村代会: said as one says it. */
export const hearCall: Ear = {
  name: "that a meeting of the village be called",
  keeps: "words",
  hears: (_, { message, words }) => message.chat.kind === "direct" && calls.test(words),
  async answer({ words }, context) {
    const [, body = "", rest = ""] = calls.exec(words) ?? [];
    return carryOut(newOrder("议题", `提议 ${body}${rest}`), context);
  },
};

/** 同意 and 不同意 of whoever has a publication before them. */
export const hearAgreement: Ear = {
  name: "whether something may be published",
  keeps: "words",
  takes: ["同意", "不同意"],
  takesMore: true,
  hears: ({ person }, { message, words }) => {
    const word = motionWord(words);
    return person !== null && message.chat.kind === "direct" && (word?.kind === "agree" || word?.kind === "refuse");
  },
  async answer({ words }, context) {
    const isTheirs = (await awaited(null, context)).length > 0 || (await ownWaiting(null, context)) !== null;
    return isTheirs ? carryOut(newOrder("议题", words), context) : null;
  },
};

const objection = /^\s*(匿名)?[\s:：,，]*异议[\s:：,，。]+(?:(?:M|m|Ｍ)\s?(\d{1,9})(?!\d)[\s:：,，。]*)?(\S[\s\S]*)$/u;

/** `异议 …` under a publication, `异议 M3 …` one-to-one: against what is published. */
export const hearObjection: Ear = {
  name: "an objection to what is published",
  keeps: "words",
  hears: ({ group }, { message, words }) =>
    objection.test(words) && (message.chat.kind === "direct" || group?.placeId != null),
  async answer({ message, words }, context) {
    const [, unnamed = "", digits, text = ""] = objection.exec(words) ?? [];
    const said = `异议 ${unnamed ? `${text} 不具名` : text}`;
    if (digits !== undefined) return carryOut(newOrder("议题", `M${digits} ${said}`), context);
    const [quoted] = (await quotedBy(message, context)).filter(({ kind }) => kind === "motion");
    if (quoted) return carryOut({ ...newOrder("议题", said), chosen: { motion: quoted.id } }, context);
    // any group also hears what is no answer to a publication
    if (message.chat.kind === "group") return null;
    return (await publishedNear(context)) ? carryOut(newOrder("议题", said), context) : null;
  },
};

async function publishedNear({ actor, places, tables }: Parameters<Ear["answer"]>[1]): Promise<boolean> {
  const home = actor.person?.homePlaceId ?? actor.posts[0]?.placeId;
  const village = home === undefined || home === null ? undefined : places.above(home, "village");
  return village !== undefined && (await tables.motions.at([village.id, home ?? ""], ["published"])).length > 0;
}
