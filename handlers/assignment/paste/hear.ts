import { newOrder } from "../../../src/bot/order.ts";
import { holds } from "../../../src/bot/permission.ts";
import { here } from "../../../src/bot/reply.ts";
import type { Ear } from "../../../src/bot/turn/ear.ts";
import { carryOut } from "../../../src/bot/turn/question.ts";
import { authorOf } from "./draft.ts";
import { speaksOfRows } from "./edit.ts";
import { moreLines, waiting } from "./forms.ts";

const look = /^(?:看|看看|看全部|看清单)[。.!！]*$/u;
/** What was pasted shows it: several lines, columns, a number in front. */
const pasted = /[\n\t|｜]|\s{2}|\u3000|^\s*[(（]?\d{1,3}[)）.．、]/u;

/** What is said one-to-one of a list that waits to be handed over. */
export const hearList: Ear = {
  name: "assignment list",
  keeps: "words",
  takes: ["取消"],
  meanwhile: ({ words }) => speaksOfRows(words),
  hears: (_, { message, words }) =>
    message.chat.kind === "direct" &&
    (words === "取消" || look.test(words) || speaksOfRows(words) || pasted.test(words)),
  async answer({ words }, context) {
    if (!holds(context.actor, "cadre")) return null;
    if (look.test(words)) return (await waiting(context)) ? carryOut(newOrder("交办", "看"), context) : null;
    const list = await waiting(context);
    if (!list) return null;
    if (words === "取消") {
      await context.tables.assignmentLists.dropOpen(authorOf(context));
      return [here("清单不交了，什么也没发。")];
    }
    return speaksOfRows(words) ? carryOut(newOrder("交办", `改 ${words}`), context) : moreLines(words, context);
  },
};
