import { childrenAbove, rollUp } from "../../src/bot/digest/roll-up.ts";
import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { coverageOf } from "../../src/bot/record/coverage.ts";

const mostNames = 2;

/** `谈心 17/21村（本周+3），未谈：东卧牛、李家湾等4村`, once anybody was talked to. */
export const talkSection = defineSection({
  name: "talk",
  about: "place",
  async gather({ place, places, now }, tables) {
    if (!(await tables.coverage.isBegun("talk", place.id))) return null;
    const below = { campaign: "talk", who: "", level: "village" } as const;
    const children = await childrenAbove(place, (id) => tables.coverage.byChild(below, id, places));
    return {
      text: await coverageOf("talk", { path: place.path, who: "", mostNames }, { tables, places, now }),
      children,
    };
  },
  lines: (reached, { fresh }) =>
    reached === null
      ? []
      : [
          {
            ...{ text: reached.text, rank: ranks.reached, isNews: fresh.has("talk") },
            ...(reached.text.includes("未谈") ? { asks: "查 未谈的" } : {}),
          },
          ...rollUp("谈心", reached.children, (one) => `${one.reached}/${one.all}`).map((text) => ({
            ...{ text, rank: ranks.reached + 1, isNews: false },
          })),
        ],
});
