import { childrenAbove, rollUp } from "../../src/bot/digest/roll-up.ts";
import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { coverageOf, levelsReached } from "../../src/bot/record/coverage.ts";

const mostNames = 2;

/** `走访 村21/21 社83/99 湾160/220`, once anybody was visited; where nothing lies below the villages `走访 17/21村，未走：石门`. */
export const visitSection = defineSection({
  name: "visit",
  about: "place",
  async gather({ place, places, now }, tables) {
    if (!(await tables.coverage.isBegun("visit", place.id))) return { text: "", children: [] };
    const below = { campaign: "visit", who: "", level: "village" } as const;
    const children = await childrenAbove(place, (id) => tables.coverage.byChild(below, id, places));
    const levels = await levelsReached("visit", place.path, { tables, places, now });
    const isFlat = levels === "" && place.isAbove;
    const asked = { path: place.path, who: "", mostNames };
    return { text: isFlat ? await coverageOf("visit", asked, { tables, places, now }) : levels, children };
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
