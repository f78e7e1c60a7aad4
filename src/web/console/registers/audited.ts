import { dayOf, formatClock } from "../../../chinese/time/index.ts";
import { wordsOf } from "../../../page/parts/words.ts";
import { actsNamed, actWords, subjectWords, wayOf } from "../acts.ts";
import { reachOf } from "../desk.ts";
import { type Register, spanOf } from "./register.ts";

/** What was done and by whom, as the page lists it; what was said with it stays where it is. */
export const audited: Register = {
  title: "操作记录",
  async lines({ desk, read, query, days, most }) {
    const found = await read.desk.audit(
      {
        ...{ path: reachOf(desk), actions: actsNamed(query.action ?? ""), who: (query.who ?? "").trim() },
        ...(days && spanOf(days)),
      },
      most + 1,
    );
    return [
      ["哪天", "几点", "谁", "账号", "从哪", "做了什么", "对什么"],
      ...found.map((one) => [
        ...[{ day: dayOf(one.at) }, formatClock(one.at), wordsOf(one.name ?? ""), one.account, wayOf(one)],
        ...[actWords(one.action), subjectWords(one)],
      ]),
    ];
  },
};
