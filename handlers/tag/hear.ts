import { newOrder } from "../../src/bot/order.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";

const spoken = /^\s*(?:[A-Za-z]\d{1,6}\s*)?(?:不算)?\s*六?清\s*[1-6一二三四五六]\s*[。.]?\s*$/u;

/** `O31 清2`, or `清1` under what it is said of. */
export const hearTag: Ear = {
  name: "a label of a record",
  keeps: "words",
  hears: ({ group }, { message, words }) =>
    spoken.test(words.normalize("NFKC")) &&
    (message.chat.kind === "direct" || group?.kind === "cadre") &&
    (message.quote !== null || /\d.*清/u.test(words.normalize("NFKC"))),
  answer: ({ words }, context) => carryOut(newOrder("六清", words.replace(/[。.]\s*$/u, "")), context),
};
