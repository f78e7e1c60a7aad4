import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { figuresOf, totalsOf } from "../../src/ledger/deed-figures.ts";

/** `实事 本月6件 23万元`, in the report of a week. */
export const deedSection = defineSection({
  name: "deed",
  about: "place",
  async gather({ place, now, span }, tables) {
    const today = dayOf(now);
    const rows =
      span === "week" ? await tables.deeds.below(place.path, { from: `${today.slice(0, 7)}-01`, to: today }) : [];
    return { count: rows.length, ...totalsOf(rows.map((row) => figuresOf(tables.records.openText(row)))) };
  },
  lines: ({ count, money }) =>
    count === 0 ? [] : [{ text: `实事 本月${count}件${money && ` ${money}`}`, rank: ranks.said + 15, isNews: false }],
});
