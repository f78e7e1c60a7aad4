import { ownPlaceId } from "../../src/bot/context.ts";
import { newOrder } from "../../src/bot/order.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { fold } from "../../src/chinese/fold.ts";
import { findPlace } from "../../src/chinese/names/index.ts";
import { whereaboutsIn } from "../../src/chinese/reader/whereabouts.ts";

const longest = 30;
const saidIn = (words: string) => (words.length > longest ? null : whereaboutsIn(fold(words).text.trim()));

/** 我回村了, 我到东莞打工去了: one-to-one, from somebody who is known, and no place of the tree. */
export const hearWhereabouts: Ear = {
  name: "whereabouts",
  keeps: "words",
  hears: (_scene, { message, words, said }) =>
    said.kind === "opinion" && said.label === null && message.chat.kind === "direct" && saidIn(words) !== null,
  async answer({ words }, context) {
    const said = saidIn(words);
    if (!said || !context.actor.person) return null;
    if (said.name === "回村") return carryOut(newOrder("回村", ""), context);
    const isHere = said.city !== "" && findPlace(said.city, ownPlaceId(context), context.places.index).kind !== "none";
    return isHere ? null : carryOut(newOrder("在外", said.city), context);
  },
};
