import type { Context } from "../../src/bot/context.ts";
import { newOrder } from "../../src/bot/order.ts";
import { quotedBy, townsOf } from "../../src/bot/record/find.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut, putQuestion } from "../../src/bot/turn/question.ts";
import { bodyWord } from "../../src/ledger/bodies.ts";
import { motionWord, numberedWord, type Word } from "../../src/ledger/motion-words.ts";
import { freely } from "../../src/ledger/publication.ts";
import { awaited, ownWaiting } from "./approve.ts";
import { fitting } from "./meant.ts";

/** With its number: one-to-one, and in a group that has a place. */
export const hearNumber: Ear = {
  name: "a word with a motion's number",
  keeps: "words",
  first: true,
  // 征求 M3 …: its window, and no consultation of its own
  // 并入 M4 M3: motions, and no opinions
  takes: ["征求", "并入"],
  takesMore: true,
  hears: ({ group }, { message, words }) =>
    numberedWord(words) !== null && (message.chat.kind === "direct" || (group?.placeId != null && !isBare(words))),
  async answer({ words }, context) {
    const said = numberedWord(words);
    return said === null ? null : carryOut(newOrder("议题", `M${said.number} ${said.said}`.trim()), context);
  },
};

const isBare = (words: string): boolean => numberedWord(words)?.word.kind === "card";
/** Said alone by whoever works for the village, where one of its motions waits for just this. */
const alone: readonly Word["kind"][] = ["publish", "result", "board", "waive", "authority"];

/** Without a number where a message of a motion is quoted; a meeting's numbers one-to-one also without. */
export const hearWord: Ear = {
  name: "a word of a motion",
  keeps: "words",
  takes: ["并入"],
  takesMore: true,
  hears({ group, posts }, { message, words }) {
    const word = motionWord(words);
    if (word === null || word.kind === "card" || word.kind === "object") return false;
    if (message.quote !== null) return message.chat.kind === "direct" || group?.placeId != null;
    // 党员大会 昨天开得好 is told, and nothing that was counted
    const isCounted = word.kind === "meeting" && /\d/u.test(word.words.normalize("NFKC"));
    const isAlone = alone.includes(word.kind) && !(word.kind === "publish" && word.words !== "");
    const isCadre = posts.some(({ role }) => role !== "villager");
    return message.chat.kind === "direct" && isCadre && (isCounted || isAlone);
  },
  async answer({ message, words }, context) {
    const word = motionWord(words);
    if (word === null) return null;
    const quotes = message.quote === null ? [] : await quotedBy(message, context);
    if (message.quote !== null && !quotes.some(({ kind }) => kind === "motion")) return null;
    if (message.quote === null && !(await isAwaited(word, context))) return null;
    // 村代会 alone is its calendar
    const said = word.kind === "meeting" ? `${bodyWord(word.body)} ${word.words}` : words;
    return carryOut(newOrder("议题", said), context);
  },
};

const unclear = /^\s*[MmＭｍ]\s?([\d０-９]{1,9})(?![\d０-９])[\s:：,，。]*(\S[\s\S]*)$/u;
/** Said of any record, behind its number too. */
const ofAny = /^(?:撤销|撤消|撤回|恢复|还原|要回来|更正|交办)/u;

/** Anything else behind the number of a motion: whoever works for it hears what comes next. */
export const hearUnclear: Ear = {
  name: "what is not understood of a motion",
  keeps: "words",
  hears: ({ posts }, { message, words }) => {
    const [, , rest = ""] = unclear.exec(words) ?? [];
    const isCadre = posts.some(({ role }) => role !== "villager");
    return message.chat.kind === "direct" && isCadre && rest !== "" && !ofAny.test(rest);
  },
  async answer({ words }, context) {
    const [, digits = "", rest = ""] = unclear.exec(words) ?? [];
    const number = Number(digits.normalize("NFKC"));
    const rows = await context.tables.records.find(townsOf(context), ["motion"], number);
    return rows.length === 0 ? null : carryOut(newOrder("议题", `M${number} ${rest}`), context);
  },
};

const begins = /^\s*(?:新?建|新?开|提)(?:一?个)?新?议题[\s:：,，]+(\S[\s\S]*)$/u;

/** 新建议题 …, 提个议题：…: said as one says it. */
export const hearBeginning: Ear = {
  name: "that a motion is begun",
  keeps: "words",
  hears: ({ posts }, { message, words }) =>
    message.chat.kind === "direct" && posts.some(({ role }) => role !== "villager") && begins.test(words),
  async answer({ words }, context) {
    const [, title = ""] = begins.exec(words) ?? [];
    return carryOut(newOrder("议题", `新建 ${title}`), context);
  },
};

async function isAwaited(word: Word, context: Context): Promise<boolean> {
  if (alone.includes(word.kind)) return (await fitting(word, context)).length > 0;
  const places = context.actor.posts.map(({ placeId }) => placeId);
  return (await context.tables.motions.at(places, ["going", "published"])).length > 0;
}

const calls =
  /^\s*提议\s*(?:召开|召集|开)?\s*(村代会|村民代表(?:会议|大会)|村民会议|村民大会)((?:[\s，,]*(?:撤回|撤销|不提了|算了)|吧|一次|一下)?)[。.!！]*$/u;

/** 提议村代会: said as one says it. What is said of such a meeting, 提议村民会议不要老在晚上开, is an opinion. */
export const hearCall: Ear = {
  name: "that a meeting of the village be called",
  keeps: "words",
  hears: (_, { message, words }) => message.chat.kind === "direct" && calls.test(words),
  async answer({ words }, context) {
    const [, body = "", rest = ""] = calls.exec(words) ?? [];
    return carryOut(newOrder("议题", `提议 ${body}${rest}`), context);
  },
};

const vaguely = /^(?:好|好的|行|中|可以|没问题|没意见|发吧|嗯+|ok)[了吧的啊呀]?[。.!！]*$/iu;
const aDay = 24 * 60 * 60_000;

/** 同意 and 不同意 of whoever has a publication before them; after 好 it is asked whether that is meant. */
export const hearAgreement: Ear = {
  name: "whether something may be published",
  keeps: "words",
  takes: ["同意", "不同意"],
  takesMore: true,
  hears: ({ person }, { message, words }) => {
    const word = motionWord(words);
    const isWord = word?.kind === "agree" || word?.kind === "refuse";
    return (
      person !== null &&
      message.chat.kind === "direct" &&
      (isWord || freely.test(words.trim()) || vaguely.test(words.trim()))
    );
  },
  async answer({ words }, context) {
    const waiting = await awaited(null, context);
    if (freely.test(words.trim())) return waiting.length === 0 ? null : carryOut(newOrder("议题", "同意"), context);
    if (vaguely.test(words.trim())) return meansIt(waiting, context);
    const isTheirs = waiting.length > 0 || (await ownWaiting(null, context)) !== null;
    return isTheirs ? carryOut(newOrder("议题", words), context) : null;
  },
};

async function meansIt(waiting: Awaited<ReturnType<typeof awaited>>, context: Context): ReturnType<Ear["answer"]> {
  const [one, ...others] = waiting.filter(({ created_at }) => context.now - created_at < aDay);
  const row = one && others.length === 0 ? await context.tables.records.get(one.record_id) : undefined;
  if (!one || row?.kind !== "motion") return null;
  const choices = ["同意", "不同意"].map((label) => ({ label, order: newOrder("议题", `M${row.number} ${label}`) }));
  const question = `M${row.number} 的${one.what}公布，同意发到村民群吗？①同意 ②不同意`;
  return putQuestion({ kind: "choice", choices }, question, context);
}

const objection =
  /^\s*(匿名)?[\s:：,，]*(?:我们?)?(?:对\s*[MmＭ]\s?(\d{1,9})\s*)?(?:有|提个?|提出)?异议[\s:：,，。]+(?:[MmＭ]\s?(\d{1,9})(?!\d)[\s:：,，。]*)?(\S[\s\S]*)$/u;

/** `异议 …` under a publication, `异议 M3 …` one-to-one: against what is published. */
export const hearObjection: Ear = {
  name: "an objection to what is published",
  keeps: "words",
  hears: ({ group }, { message, words }) =>
    objection.test(words) && (message.chat.kind === "direct" || group?.placeId != null),
  async answer({ message, words }, context) {
    const [, unnamed = "", before, behind, text = ""] = objection.exec(words) ?? [];
    const digits = before ?? behind;
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
