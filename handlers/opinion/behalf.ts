import { z } from "zod";
import { defineForm } from "../../src/bot/command/command.ts";
import { type Context, ownPlaceId } from "../../src/bot/context.ts";
import { type PlaceValue, placeArgument, textArgument, wordArgument } from "../../src/bot/reading/declare.ts";
import { placeValueOf } from "../../src/bot/reading/place.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { UserError } from "../../src/bot/user-error.ts";
import { whereSaid } from "../../src/chinese/urgent/where.ts";
import { keepOpinion } from "./keep.ts";

const example = "例：/意见 代 张老汉 三社路灯不亮";
/** Characters of what somebody is called. */
const longestName = 12;

/** Said on paper, by phone or at the door: kept in whose words it is, answered to whoever brought it. */
export const onBehalf = defineForm({
  word: "代",
  summary: "替写条子、打电话来的人记",
  examples: ["/意见 代 张老汉 三社路灯不亮"],
  role: "cadre",
  where: ["direct", "cadre"],
  args: z.object({
    whom: wordArgument("谁", { question: "替谁记？" }),
    text: textArgument("什么事", { question: "什么事？" }),
    place: placeArgument("村", { question: "哪个村的？", fallback: "own" }),
  }),
  run({ whom, text, place }, context) {
    if ([...whom].length > longestName) throw new UserError(`先写是谁，空一格再写什么事。${example}`);
    const at = saidPlace(text, context) ?? place;
    demand(context.actor, "answer opinion", at, "意见");
    return keepOpinion(text, at, context, { onBehalfOf: whom });
  },
});

/** The place the words name, before the one where the cadre works. */
function saidPlace(text: string, context: Context): PlaceValue | undefined {
  const said = whereSaid(text, ownPlaceId(context), context.places.index);
  return said === null ? undefined : placeValueOf(said.id, context);
}
