import { chatKey } from "../../src/bot/message.ts";
import { newOrder } from "../../src/bot/order.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { isAtOnce, joinBurst } from "./burst.ts";

/** `意见：…`, @bot and a text, or anything one-to-one. What a cadre says without saying what it is goes through another ear before. */
export const hearOpinion: Ear = {
  name: "opinion",
  keeps: "words",
  hears: ({ group }, { message, said }) =>
    said.kind === "opinion" &&
    (message.chat.kind === "direct" || (said.glued ? group?.kind === "village" : group?.placeId != null)),
  async answer({ said }, context) {
    if (said.kind !== "opinion") return null;
    const { label, rest } = said;
    // 意见： and nothing behind it
    if (label !== null && !/[\p{L}\p{N}]/u.test(rest)) return carryOut(newOrder("意见", ""), context);
    const joined = label === null ? await joinBurst(rest, context) : null;
    if (joined) return [joined];
    return carryOut(newOrder("意见", rest, {}, label ?? undefined), context);
  },
};

/**
 * In a group, at once behind one's own opinion and before anybody else has spoken, what is said goes on with it, addressed or
 * not. Of what somebody else says nothing is kept but that somebody spoke.
 */
export const hearMore: Ear = {
  name: "opinion goes on",
  keeps: "words",
  hears: ({ group }, { message, said, words }) =>
    said.kind === "none" &&
    message.chat.kind === "group" &&
    words.trim() !== "" &&
    isAtOnce(message.sentAt, group?.saidAt ?? null),
  async answer({ words }, context) {
    const joined = await joinBurst(words, context);
    if (joined) return [joined];
    await context.tables.groups.said(chatKey(context.message.chat), null);
    return null;
  },
};
