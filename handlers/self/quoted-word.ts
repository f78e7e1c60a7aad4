import { quotedBy } from "../../src/bot/record/find.ts";
import { wordAlone } from "../../src/bot/record/number-first.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";

/** `办好了` in a group, under a quoted message of the bot: the quote says who is meant, no sign is needed. */
export const hearQuotedWord: Ear = {
  name: "quoted word",
  keeps: "words",
  hears: ({ group }, { message, words, said }) =>
    said.kind === "none" && message.quote !== null && group?.placeId != null && wordAlone(words) !== null,
  async answer({ message, words }, context) {
    const order = wordAlone(words, context.commands);
    const isMeant = order !== null && (await quotedBy(message, context)).length > 0;
    return isMeant ? carryOut(order, context) : null;
  },
};
