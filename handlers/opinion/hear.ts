import { listChoices, newOrder } from "../../src/bot/order.ts";
import { holds } from "../../src/bot/permission.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut, putQuestion } from "../../src/bot/turn/question.ts";
import { kinds } from "../../src/ledger/kinds.ts";

/** `意见：…`, @bot and a text, or anything one-to-one. From a cadre who does not say what it is, that is asked. */
export const hearOpinion: Ear = {
  name: "opinion",
  keeps: "words",
  hears: ({ group }, { message, said }) =>
    said.kind === "opinion" && (message.chat.kind === "direct" || group?.placeId != null),
  async answer({ message, said }, context) {
    if (said.kind !== "opinion") return null;
    const { label, rest } = said;
    if (label !== null || message.chat.kind === "group" || !holds(context.actor, "cadre"))
      return carryOut(newOrder("意见", rest, {}, label ?? undefined), context);
    const choices = kinds
      .filter(({ offered }) => offered)
      .map(({ word }) => ({ label: word, order: newOrder(word, rest) }));
    const labels = choices.map((choice) => choice.label);
    const question = `要记成${labels.slice(0, -1).join("、")}还是${labels.at(-1)}？${listChoices(labels)}`;
    return putQuestion({ kind: "choice", choices }, question, context);
  },
};
