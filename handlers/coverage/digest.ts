import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { digestLine } from "./progress.ts";

const mostLines = 2;

/** `冬季走访 17/220湾（本周+3）（到12月31日）`, of those that run at the place or above it. */
export const campaignSection = defineSection({
  name: "campaign",
  about: "place",
  async gather({ place: { path }, now }, tables) {
    const running = (await tables.campaigns.around(path)).filter(
      (one) => one.template === "reached" && path.startsWith(one.path) && (one.path === path || one.level !== null),
    );
    const lines = [];
    for (const one of running.slice(0, mostLines)) lines.push(await digestLine(one, path, { tables, now }));
    return lines;
  },
  lines: (texts) => texts.map((text) => ({ text, rank: ranks.reached + 5, isNews: false })),
});
