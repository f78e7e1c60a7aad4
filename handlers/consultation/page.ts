import { ranks } from "../../src/bot/digest/section.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { formatDateTime } from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { addressOf, defineCard } from "../../src/page/page.ts";
import { card, rows } from "../../src/page/parts/card.ts";
import { wordsOf } from "../../src/page/parts/words.ts";

/** Fewer could be told apart. */
const few = 5;
const [most, longest] = [5, 40];

/** What is being asked, and how many have spoken: who said what is counted in the chat. */
export const consultationCard = defineCard({
  rank: ranks.said + 5,
  async load({ place, readsWords }, read) {
    const open = (await read.consultations.waitingAt(place.path)).slice(0, most);
    const found = [];
    for (const row of open)
      found.push({
        row,
        title: readsWords ? wordsOf(clip(read.records.openText(row), longest)) : "内容不显示",
        ...(await read.consultations.speakersOf(row.id)),
      });
    return found;
  },
  view: (open, look) =>
    open.length > 0 &&
    card(
      "征求",
      { note: `在征求${open.length}件`, more: { to: addressOf(look, "consultations"), words: "看全部征求" } },
      rows(
        open.map(({ row, title, people, away }) => ({
          title: `${numberOf(row)} ${title}`,
          about: `${people}人说话${away >= few && people - away >= few ? `，外出${away}` : ""}${row.due_at === null ? "" : ` · ${formatDateTime(row.due_at, look.now)}截止`}`,
          to: `/p/consultation/${row.id}`,
        })),
      ),
    ),
});
