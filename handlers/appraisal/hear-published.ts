import { newOrder } from "../../src/bot/order.ts";
import { quotedBy } from "../../src/bot/record/find.ts";
import { here } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { separated } from "../../src/ledger/motion-words.ts";
import { freely } from "../../src/ledger/publication.ts";
import { awaited } from "./approve.ts";

/** Longer ones first: 异议成立 begins like 异议. */
const words =
  "公布|不同意|同意|已上墙|异议成立|异议|证明|状态|结果|反馈|票号|名单|开始|延期|停止|录票|核对|合议|三定|上轮|作废|划掉";
const spoken = new RegExp(`^(${words})([\\s\\S]*)$`, "u");
const numbered = new RegExp(
  `^\\s*[/／]?\\s*[AaＡａ]\\s?([\\d０-９]{1,9})(?![\\d０-９])[\\s:：,，。]*(${words})([\\s\\S]*)$`,
  "u",
);
/** What may stand right behind some of them. The form of 同意 lets nothing go out where more is said. */
const closeBehind: Readonly<Record<string, RegExp>> = {
  ...{ 已上墙: /^[\d０-９]/u, 异议成立: /^[OoＯ]\s?[\d０-９]/u },
  ...{ 异议: /^(?!成立)/u, 不同意: /^(?!见)/u, 同意: /^/u },
};

/** A2 公布栏坏了 and A2 结果不对吧 are no orders. */
function orderIn(said: string): string | null {
  const [, digits = "", word, rest = ""] = numbered.exec(said) ?? [];
  if (word === undefined || !(separated.test(rest) || closeBehind[word]?.test(rest))) return null;
  return `${word} A${digits.normalize("NFKC")} ${rest.replace(/^[\s:：,，。.；;!！]+/u, "")}`.trim();
}

/** The form that words behind a number begin with. */
export function formsBehind(said: string): { readonly word: string; readonly rest: string } | null {
  const [, word, rest = ""] = spoken.exec(said) ?? [];
  return word === undefined || !separated.test(rest) ? null : { word, rest: rest.trim() };
}

/** `A2 公布`: the number first, as it stands in what the bot said. */
export const hearAppraisal: Ear = {
  name: "a word with an appraisal's number",
  keeps: "words",
  first: true,
  hears: (_, { message, words: said }) => message.chat.kind === "direct" && orderIn(said) !== null,
  async answer({ words: said }, context) {
    const order = orderIn(said);
    return order === null ? null : carryOut(newOrder("评议", order), context);
  },
};

/** What follows 同意 takes it back as likely as not: only behind 不同意 stands a reason. */
const answer = /^\s*(?:(同意)[\s:：,，。.；;!！~～]*|(不同意)(?:[\s:：,，。.；;!！]+([\s\S]*))?)$/u;

function answerIn(said: string): { readonly word: string; readonly reason: string } | null {
  if (freely.test(said.trim())) return { word: "同意", reason: "" };
  const [, agreed, refused, reason = ""] = answer.exec(said) ?? [];
  const word = agreed ?? refused;
  return word === undefined ? null : { word, reason };
}

/** 同意 and 不同意 of whoever has a publication of an appraisal before them. */
export const hearApproval: Ear = {
  name: "whether the result of an appraisal may be published",
  keeps: "words",
  takes: ["同意", "不同意"],
  takesMore: true,
  hears: ({ person }, { message, words: said }) =>
    person !== null && message.chat.kind === "direct" && answerIn(said) !== null,
  async answer({ message, words: said }, context) {
    const { own, all } = await awaited(context);
    const [first] = own;
    const answered = answerIn(said);
    if (!first || answered === null) return null;
    if (all.length > own.length && message.quote === null)
      return [here(`等您同意的有好几条：${all.map(numberOf).sort().join("、")}。写上号，例：${numberOf(first)} 同意`)];
    // which of several results is asked
    const number = own.length === 1 ? numberOf(first) : "";
    return carryOut(newOrder("评议", `${answered.word} ${number} ${answered.reason}`.trim()), context);
  },
};

const objection = /^\s*(匿名)?[\s:：,，]*异议[\s:：,，。]+(?:[AaＡａ]\s?(\d{1,9})(?!\d)[\s:：,，。]*)?(\S[\s\S]*)$/u;

/** `异议 …` under what was published, `异议 A2 …` one-to-one. */
export const hearAppraisalObjection: Ear = {
  name: "an objection to the result of an appraisal",
  keeps: "words",
  hears: ({ group }, { message, words: said }) =>
    objection.test(said) && (message.chat.kind === "direct" || group?.placeId != null),
  async answer({ message, words: said }, context) {
    const [, unnamed = "", digits, rest = ""] = objection.exec(said) ?? [];
    const [quoted] = (await quotedBy(message, context)).filter(({ kind }) => kind === "appraisal");
    const number = digits === undefined ? quoted && numberOf(quoted) : `A${digits}`;
    if (number === undefined) return null;
    return carryOut(newOrder("评议", `异议 ${number} ${rest}${unnamed ? " 不具名" : ""}`), context);
  },
};
