import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { isForwardable } from "../../src/chinese/privacy/forwardable.ts";
import { formatClock, startOfDay } from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";

const dayLength = 24 * 60 * 60_000;
const shown = 4;
const longest = 16;

/** `提醒 今天2件：9:00 村民代表会；15:00 R7`. One that a record made speaks of somebody: its number stands for it. */
export const reminderSection = defineSection({
  name: "reminder",
  about: "reader",
  async gather({ personId, now, span }, tables) {
    if (span === "week") return [];
    const today = startOfDay(now);
    const rows = await tables.clocks.between("reminder", personId, today, today + dayLength);
    return rows.map((row) => {
      const words = tables.records.openText(row);
      const isSafe = row.of_id === null && isForwardable(words);
      return `${formatClock(row.next_at ?? now)} ${isSafe ? clip(words, longest) : numberOf(row)}`;
    });
  },
  lines: (due) =>
    due.length === 0
      ? []
      : [
          {
            text: `提醒 今天${due.length}件：${due.slice(0, shown).join("；")}${due.length > shown ? "…" : ""}`,
            rank: ranks.toDo,
            isNews: true,
          },
        ],
});
