import { newOrder } from "../../src/bot/order.ts";
import { quotedBy } from "../../src/bot/record/find.ts";
import { here } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { awaited } from "./approve.ts";

/** Longer ones first: 异议成立 begins like 异议. */
const words = "公布|不同意|同意|已上墙|异议成立|异议|证明|状态|结果|反馈";
const numbered = new RegExp(
  `^\\s*[/／]?\\s*[AaＡａ]\\s?([\\d０-９]{1,9})(?![\\d０-９])[\\s:：,，。]*(${words})[\\s:：,，]*([\\s\\S]*)$`,
  "u",
);

/** `A2 公布`: the number first, as it stands in what the bot said. */
export const hearAppraisal: Ear = {
  name: "a word with an appraisal's number",
  keeps: "words",
  first: true,
  hears: (_, { message, words: said }) => message.chat.kind === "direct" && numbered.test(said),
  async answer({ words: said }, context) {
    const [, digits = "", word = "", rest = ""] = numbered.exec(said) ?? [];
    return carryOut(newOrder("评议", `${word} A${digits.normalize("NFKC")} ${rest}`.trim()), context);
  },
};

const answer = /^\s*(不同意|同意)(?:[\s:：,，。]+([\s\S]*))?$/u;

/** 同意 and 不同意 of whoever has a publication of an appraisal before them. */
export const hearApproval: Ear = {
  name: "whether the result of an appraisal may be published",
  keeps: "words",
  takes: ["同意", "不同意"],
  takesMore: true,
  hears: ({ person }, { message, words: said }) =>
    person !== null && message.chat.kind === "direct" && answer.test(said),
  async answer({ message, words: said }, context) {
    const { own, all } = await awaited(context);
    const [first] = own;
    if (!first) return null;
    if (all.length > 1 && message.quote === null)
      return [here(`等您同意的有好几条：${all.map(numberOf).sort().join("、")}。写上号，例：${numberOf(first)} 同意`)];
    const [, word = "", rest = ""] = answer.exec(said) ?? [];
    return carryOut(newOrder("评议", `${word} ${numberOf(first)} ${rest}`.trim()), context);
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
