import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { levelsReached } from "../../src/bot/record/coverage.ts";

/** `走访 村21/21 社83/99 湾160/220`, once anybody was visited. */
export const visitSection = defineSection({
  name: "visit",
  about: "place",
  gather: async ({ place: { id, path }, now }, tables) =>
    (await tables.coverage.isBegun("visit", id)) ? levelsReached("visit", path, { tables, now }) : "",
  lines: (text, { fresh }) => (text === "" ? [] : [{ text, rank: ranks.reached, isNews: fresh.has("visit") }]),
});
