import { childrenAbove, rollUp } from "../../src/bot/digest/roll-up.ts";
import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { liesWith } from "../../src/bot/record/progress.ts";
import { dayOf, startOfDay } from "../../src/chinese/time/index.ts";
import { daysBetween } from "../../src/ledger/coverage.ts";

const dayLength = 24 * 60 * 60_000;
const longDays = 7;
/** Of those that lie with somebody else so many are looked at, and the first few offices named. */
const mostPassed = { limit: 50, offset: 0 };
const mostNamed = 3;

/** `意见 新增12（外出8），未答复3（转民政所1），最久4天`: how many, never whose or of what. */
export const opinionSection = defineSection({
  name: "opinion",
  about: "place",
  async gather({ place, onlooker, now }, tables) {
    const { waiting } = tables;
    const before = startOfDay(now) - longDays * dayLength;
    const { inState, children, ...standing } = await waiting.standing("opinion", place, onlooker, {
      state: "passed",
      before,
    });
    const passed =
      inState > 0 ? await waiting.list("opinion", place.path, mostPassed, onlooker, { state: "passed" }) : [];
    const moves = await tables.moves.ofEach(passed.map(({ id }) => id));
    const lies = passed.map((row) => liesWith(row, moves.get(row.id) ?? [], tables));
    return {
      ...standing,
      lies: [...new Set(lies)].filter(Boolean).map((where) => `${where}${lies.filter((one) => one === where).length}`),
      children: await childrenAbove(place, async () =>
        standing.total === 0 ? [] : (children ?? (await waiting.byChild("opinion", place, onlooker))),
      ),
    };
  },
  lines({ total: unanswered, oldest, long, lies, children }, { fresh, now, span }) {
    // what is new in a week is said of all kinds in one line
    const { total, away } = (span === "day" ? fresh.get("opinion") : undefined) ?? { total: 0, away: 0 };
    if (total === 0 && unanswered === 0) return [];
    const days = oldest === null ? 0 : daysBetween(dayOf(oldest), dayOf(now));
    const which = [...(long > 0 ? [`${longDays}天以上${long}`] : []), ...lies.slice(0, mostNamed)];
    const parts = [
      ...(total > 0 ? [`新增${total}${away > 0 ? `（外出${away}）` : ""}`] : []),
      ...(unanswered > 0
        ? [
            `未答复${unanswered}${which.length > 0 ? `（${which.join("，")}）` : ""}${days > 0 ? `，最久${days}天` : ""}`,
          ]
        : []),
    ];
    return [
      {
        ...{ text: `意见 ${parts.join("，")}`, rank: ranks.said, isNews: true },
        ...(unanswered > 0 ? { asks: "查 未答复的" } : {}),
      },
      ...rollUp("未答复", children, ({ count }) => String(count)).map((text) => ({
        text,
        rank: ranks.said + 1,
        isNews: false,
      })),
    ];
  },
});
