import type { Context } from "../../src/bot/context.ts";
import { listChoices, newOrder } from "../../src/bot/order.ts";
import { holds } from "../../src/bot/permission.ts";
import type { Reply } from "../../src/bot/reply.ts";
import { here } from "../../src/bot/reply.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut, putQuestion } from "../../src/bot/turn/question.ts";
import { spokenIn } from "../../src/bot/turn/spoken.ts";

/** What a cadre says without a sign, one-to-one or to the bot in a work group; in a village's group to be reminded only. */
export const hearSentence: Ear = {
  name: "sentence",
  keeps: "words",
  hears: ({ group }, { message, said }) =>
    said.kind === "opinion" && said.label === null && (message.chat.kind === "direct" || group?.kind != null),
  async answer({ words }, context) {
    if (!holds(context.actor, "cadre")) return null;
    const spoken = await spokenIn(words, context);
    const isAmongVillagers = context.message.chat.kind === "group" && context.group?.kind === "village";
    if (isAmongVillagers && !("order" in spoken && spoken.order.command === "提醒")) return null;
    if ("order" in spoken) return carryOut(spoken.order, context);
    if (spoken.is === "opinion") return null;
    if (spoken.is === "nothing") return [here("好。")];
    const isAsked = spoken.is === "question" || spoken.is === "number";
    return askWhat(words, isAsked ? "这句像是在问，我答不上来。要记的话：" : "记成意见吗？", context);
  },
};

/** The likeliest first; the last keeps nothing. */
const offered = ["意见", "走访", "谈心"];

function askWhat(words: string, why: string, context: Context): Promise<readonly Reply[]> {
  const choices = [
    ...offered.map((name) => ({ label: name, order: newOrder(name, words) })),
    { label: "只是说说", order: null },
  ];
  const question = `${why}${listChoices(choices.map(({ label }) => label))}`;
  return putQuestion({ kind: "choice", choices, question }, question, context);
}
