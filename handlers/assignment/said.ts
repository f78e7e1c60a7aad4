import type { Context } from "../../src/bot/context.ts";
import { newOrder } from "../../src/bot/order.ts";
import { isCadre } from "../../src/bot/permission.ts";
import { pointedTo } from "../../src/bot/record/find.ts";
import { numberFirst } from "../../src/bot/record/number-first.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { fold, foldText } from "../../src/chinese/fold.ts";
import { originalSlice } from "../../src/chinese/original-slice.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { freshlyGiven, heldAs } from "./given.ts";
import { speaksOfRows } from "./paste/edit.ts";
import { waiting } from "./paste/forms.ts";
import { saidOfSent, speaksOfOneRow } from "./paste/sent.ts";

const which = /^(?:看|看看)?(等我定|我交|我交办|超期)的?(?:有哪些|呢)?[。?？!！\s]*$/u;
const own =
  /^(?:看|看看|查|查看)?(?:一下)?(?:我(?:手[上里头])?(?:的|还有|有)?(?:哪些|什么|几件)?(?:没办完的)?交办|交[给办]我的(?:交办|事)?)(?:有哪些|有什么|列表|清单|呢)?[。?？!！\s]*$/u;

/** 等我定, 我交的, 超期的, 我的交办: the lists, as they are called. */
export const hearWhich: Ear = {
  name: "which assignments",
  keeps: "words",
  hears: (scene, { message, words }) =>
    message.chat.kind === "direct" && isCadre(scene) && (which.test(words) || own.test(words)),
  meanwhile: ({ words }) => which.test(words) || own.test(words),
  async answer({ words }, context) {
    const said = which.exec(words)?.[1] ?? (await ownOrHanded(context));
    return carryOut(newOrder("交办", `列表 ${said.startsWith("我交") ? "我交的" : said}`), context);
  },
};

/** Who has nothing to do but handed something over means that. */
async function ownOrHanded(context: Context): Promise<"我的" | "我交的"> {
  if ((await heldAs("owner", context)).length > 0) return "我的";
  return (await heldAs("assigner", context)).length > 0 ? "我交的" : "我的";
}

/** `催一下 J38`, `收到J38`: the word as one says it, and then the number. */
const numberLast = /^\s*(\p{Script=Han}{1,6})[\s:：,，]*([A-Z]\s?\d{1,9})(?![A-Z\d])([\s\S]*)$/iu;

export const hearNumberLast: Ear = {
  name: "assignment named last",
  keeps: "words",
  hears: (scene, { message, words }) =>
    message.chat.kind === "direct" && isCadre(scene) && numberLast.test(foldText(words)),
  async answer({ words }, context) {
    const folded = fold(words);
    const [whole = "", word = "", number = "", more = ""] = numberLast.exec(folded.text) ?? [];
    const from = whole.indexOf(word);
    const typed = originalSlice(words, folded, from, from + word.length);
    const behind = originalSlice(words, folded, whole.length - more.length, whole.length);
    const order = numberFirst(`${number} ${typed} ${behind}`, context.commands);
    return order && carryOut(order, context);
  },
};

/** `第2件 办好了`, `第1行 催`: of a list that went out, or of what was handed over to whoever says it. */
export const hearRow: Ear = {
  name: "row of what was handed over",
  keeps: "words",
  hears: (scene, { message, words }) =>
    message.chat.kind === "direct" && isCadre(scene) && (speaksOfOneRow(words) || speaksOfRows(words)),
  answer: async ({ words }, context) => ((await waiting(context)) ? null : saidOfSent(words, context)),
};

const received =
  /^(?:好的?|嗯+)?[\s,，。]*(?:我|我们)?(?:都|已经?|全)?收到(?:了|啦)?[\s,，。.!！~]*(?:谢谢(?:书记|领导)?)?[\s,，。.!！~]*$/u;

/** 收到, to what was handed over a short while ago: it is accepted, as under its quote. */
export const hearReceived: Ear = {
  name: "assignment received",
  keeps: "words",
  hears: (scene, { message, words }) =>
    received.test(words) &&
    isCadre(scene) &&
    (message.chat.kind === "direct" || (scene.group?.placeId != null && message.quote !== null)),
  async answer({ message }, context) {
    const offered = await heldAs("owner", context, ["offered"]);
    if (message.quote) {
      const quoted = await pointedTo(message, context);
      const meant = offered.filter(({ id, origin_id }) => quoted.some((one) => one.id === id || one.id === origin_id));
      return meant.length > 0 ? carryOut(newOrder("签收", meant.map(numberOf).join(" ")), context) : null;
    }
    const messages = freshlyGiven(offered, context.now);
    const [first] = messages;
    if (!first) return null;
    // several messages: which of them is meant is asked as of the word itself
    return carryOut(newOrder("签收", messages.length > 1 ? "" : first.map(numberOf).join(" ")), context);
  },
};
