import { ranks } from "../../src/bot/digest/section.ts";
import { formatClock, startOfDay } from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { defineCard } from "../../src/page/page.ts";
import { card, rows } from "../../src/page/parts/card.ts";
import { wordsOf } from "../../src/page/parts/words.ts";

const dayLength = 24 * 60 * 60_000;

/** One's own of today. */
export const reminderCard = defineCard({
  rank: ranks.toDo,
  async load({ actor, now }, read) {
    const today = startOfDay(now);
    const found = actor.person ? await read.clocks.between("reminder", actor.person.id, today, today + dayLength) : [];
    return found.map((row) => ({ number: numberOf(row), text: read.records.openText(row), at: row.next_at ?? now }));
  },
  view: (due) =>
    due.length > 0 &&
    card(
      "今天的提醒",
      { note: `${due.length}件` },
      rows(due.map(({ number, text, at }) => ({ title: wordsOf(text), about: number, side: formatClock(at) }))),
    ),
});
