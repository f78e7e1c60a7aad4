import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { dayOf, startOfDay } from "../../src/chinese/time/index.ts";
import { daysBetween } from "../../src/ledger/coverage.ts";

const dayLength = 24 * 60 * 60_000;
const longDays = 7;

/** `意见 新增12（外出8），未答复3，最久4天`: how many, never whose or of what. */
export const opinionSection = defineSection({
  name: "opinion",
  about: "place",
  async gather({ place, onlooker, now }, { waiting }) {
    const { total, oldest } = await waiting.count("opinion", place.path, onlooker);
    const before = startOfDay(now) - longDays * dayLength;
    const isLong = oldest !== null && oldest < before;
    return {
      total,
      oldest,
      long: isLong ? (await waiting.count("opinion", place.path, onlooker, { before })).total : 0,
    };
  },
  lines({ total: unanswered, oldest, long }, { fresh, now }) {
    const { total, away } = fresh.get("opinion") ?? { total: 0, away: 0 };
    if (total === 0 && unanswered === 0) return [];
    const days = oldest === null ? 0 : daysBetween(dayOf(oldest), dayOf(now));
    const parts = [
      ...(total > 0 ? [`新增${total}${away > 0 ? `（外出${away}）` : ""}`] : []),
      ...(unanswered > 0
        ? [`未答复${unanswered}${long > 0 ? `（${longDays}天以上${long}）` : ""}${days > 0 ? `，最久${days}天` : ""}`]
        : []),
    ];
    return [{ text: `意见 ${parts.join("，")}`, rank: ranks.said, isNews: true }];
  },
});
