import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { coverageOf } from "../../src/bot/record/coverage.ts";

const mostNames = 2;

/** `谈心 17/21村（本周+3），未谈：东卧牛、李家湾等4村`, once anybody was talked to. */
export const talkSection = defineSection({
  name: "talk",
  about: "place",
  gather: async ({ place: { id, path }, now }, tables) =>
    (await tables.coverage.isBegun("talk", id))
      ? coverageOf("talk", { path, who: "", mostNames }, { tables, now })
      : null,
  lines: (text, { fresh }) => (text === null ? [] : [{ text, rank: ranks.reached, isNews: fresh.has("talk") }]),
});
