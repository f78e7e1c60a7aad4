import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { daysBetween } from "../../src/ledger/coverage.ts";

/** `意见 新增12（外出8），未答复3，最久4天`: how many, never whose or of what. */
export const opinionSection = defineSection({
  name: "opinion",
  about: "place",
  gather: ({ place, onlooker }, tables) => tables.waiting.count("opinion", place.path, onlooker),
  lines({ total: unanswered, oldest }, { fresh, now }) {
    const { total, away } = fresh.get("opinion") ?? { total: 0, away: 0 };
    if (total === 0 && unanswered === 0) return [];
    const days = oldest === null ? 0 : daysBetween(dayOf(oldest), dayOf(now));
    const parts = [
      ...(total > 0 ? [`新增${total}${away > 0 ? `（外出${away}）` : ""}`] : []),
      ...(unanswered > 0 ? [`未答复${unanswered}${days > 0 ? `，最久${days}天` : ""}`] : []),
    ];
    return [{ text: `意见 ${parts.join("，")}`, rank: ranks.said, isNews: true }];
  },
});
