import type { Context } from "../../src/bot/context.ts";
import { newOrder, type Order } from "../../src/bot/order.ts";
import { holds } from "../../src/bot/permission.ts";
import { privately, type Reply } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { foldText } from "../../src/chinese/fold.ts";
import { askingOf } from "../../src/chinese/reader/asks.ts";
import { readAsked } from "./asked.ts";
import { answerTo, canBeAsked, look } from "./look.ts";
import { asksAgain } from "./matters.ts";
import { orderSaid, saysOrder, saysOrderBeside } from "./orders.ts";

/** Longer ones tell something. */
const longest = 60;

/** A question to the bot, and a number alone. */
export const hearQuestion: Ear = {
  name: "question",
  keeps: "words",
  hears: ({ group }, { message, words, said }) =>
    said.kind === "opinion" &&
    said.label === null &&
    (message.chat.kind === "direct" || group?.placeId != null) &&
    words.length <= longest &&
    (saysOrder(words) || asksAgain(words) || readAsked(words) !== null || askingOf(foldText(words)) === "question"),
  // 上周 may be the day that was asked for, and 看病难 what was
  meanwhile: ({ words }) =>
    saysOrderBeside(words) || ![undefined, "place", "named place"].includes(readAsked(words)?.about),
  async answer({ words }, context) {
    const meant = orderSaid(words, context);
    if (meant) return typeof meant === "string" ? [privately(meant)] : carryOut(meant, context);
    const order = newOrder(look.name, words);
    const replies = await attempt(words, order, context);
    if (replies) return replies;
    // what a villager asks of the village is for the village to answer
    if (!holds(context.actor, "cadre") || askingOf(foldText(words)) !== "question") return null;
    return [privately(`这个我答不上，没有记。${canBeAsked(context)}`)];
  },
};

/** As 查 would answer it; null when it is nothing to look up. */
async function attempt(words: string, order: Order, context: Context): Promise<readonly Reply[] | null> {
  try {
    const answered = await answerTo(words, { ...context, order });
    return answered && ("text" in answered ? [answered] : answered);
  } catch {
    // a question or a refusal: said as the command says it
    return carryOut(order, context);
  }
}
