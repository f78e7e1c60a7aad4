import { newOrder } from "../../src/bot/order.ts";
import type { Ear } from "../../src/bot/turn/ear.ts";
import { carryOut } from "../../src/bot/turn/question.ts";
import { joinBurst } from "./burst.ts";

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
    const joined = label === null ? await joinBurst(rest, context) : null;
    if (joined) return [joined];
    return carryOut(newOrder("意见", rest, {}, label ?? undefined), context);
  },
};
