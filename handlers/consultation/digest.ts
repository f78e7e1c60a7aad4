import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { isForwardable } from "../../src/chinese/privacy/forwardable.ts";
import { numberOf } from "../../src/ledger/kinds.ts";

/** Fewer could be told apart. */
const few = 5;

/** `征求 1件 18人说话，外出11：C7 修水渠` */
export const consultationSection = defineSection({
  name: "consultation",
  about: "place",
  gather: async ({ place }, tables) => {
    const open: { readonly name: string; readonly people: number; readonly away: number }[] = [];
    for (const record of await tables.consultations.waitingAt(place.path)) {
      const name = `${numberOf(record)} ${titleOf(tables.records.openText(record))}`.trim();
      open.push({ name, ...(await tables.consultations.speakersOf(record.id)) });
    }
    return open;
  },
  lines(open) {
    if (open.length === 0) return [];
    const people = open.reduce((sum, one) => sum + one.people, 0);
    const away = open.reduce((sum, one) => sum + one.away, 0);
    const isShown = away >= few && people - away >= few;
    const names = open.slice(0, 3).map(({ name }) => name);
    const text = `征求 ${open.length}件 ${people}人说话${isShown ? `，外出${away}` : ""}：${names.join("、")}${open.length > 3 ? "等" : ""}`;
    return [{ text, rank: ranks.said + 5, isNews: people > 0 }];
  },
});

const titleOf = (title: string): string => (isForwardable(title) ? clip(title, 16) : "");
