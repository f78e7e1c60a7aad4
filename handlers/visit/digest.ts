import { childrenAbove, rollUp } from "../../src/bot/digest/roll-up.ts";
import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { levelsReached } from "../../src/bot/record/coverage.ts";

/** `走访 村21/21 社83/99 湾160/220`, once anybody was visited. */
export const visitSection = defineSection({
  name: "visit",
  about: "place",
  async gather({ place, places, now }, tables) {
    if (!(await tables.coverage.isBegun("visit", place.id))) return { text: "", children: [] };
    const below = { campaign: "visit", who: "", level: "village" } as const;
    const children = await childrenAbove(place, (id) => tables.coverage.byChild(below, id, places));
    return { text: await levelsReached("visit", place.path, { tables, places, now }), children };
  },
  lines: ({ text, children }, { fresh }) =>
    text === ""
      ? []
      : [
          { text, rank: ranks.reached, isNews: fresh.has("visit") },
          ...rollUp("走访", children, (one) => `${one.reached}/${one.all}`).map((line) => ({
            ...{ text: line, rank: ranks.reached + 2, isNews: false },
          })),
        ],
});
