import { newOrder } from "../../../src/bot/order.ts";
import { isCadre } from "../../../src/bot/permission.ts";
import { here } from "../../../src/bot/reply.ts";
import type { Ear } from "../../../src/bot/turn/ear.ts";
import { carryOut } from "../../../src/bot/turn/question.ts";
import { authorOf } from "./draft.ts";
import { speaksOfRows } from "./edit.ts";
import { moreLines, waiting } from "./forms.ts";

const look = /^(?:看|看看|看全部|看清单)[。.!！]*$/u;
const givesUp = /^(?:取消|不交了|不发了|不交办了|全部?删掉?|清单作废)[。.!！]*$/u;

/** What is said one-to-one of a list that waits to be handed over. */
export const hearList: Ear = {
  name: "assignment list",
  keeps: "words",
  takes: ["取消"],
  meanwhile: ({ words }) => speaksOfRows(words),
  hears: (scene, { message }) => message.chat.kind === "direct" && isCadre(scene),
  async answer({ words }, context) {
    const list = await waiting(context);
    if (!list) return null;
    if (look.test(words)) return carryOut(newOrder("交办", "看"), context);
    if (givesUp.test(words)) {
      await context.tables.assignmentLists.dropOpen(authorOf(context));
      return [here("清单不交了，什么也没发。")];
    }
    return speaksOfRows(words) ? carryOut(newOrder("交办", `改 ${words}`), context) : moreLines(words, list, context);
  },
};
