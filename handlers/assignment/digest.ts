import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { isForwardable } from "../../src/chinese/privacy/forwardable.ts";
import { dayNumber } from "../../src/chinese/time/index.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import { lateAt } from "./late.ts";

const longest = 16;

/** `超期5件，最久9天：J31 三社路灯（王建国）`; of what is delicate its number alone. */
export const lateSection = defineSection({
  name: "assignments late",
  about: "place",
  async gather({ place, now, calendar }, tables) {
    const { total, first } = await tables.assignments.late(place.path, lateAt(now, calendar));
    if (!first) return null;
    const words = first.sensitive === 1 ? "" : tables.records.openText(first);
    const owner = first.owner_id === null ? undefined : await tables.people.get(first.owner_id);
    const what =
      first.sensitive === 1
        ? "（内部）"
        : ` ${isForwardable(words) ? clip(words, longest) : ""}（${owner?.name ?? "没人管"}）`;
    return { total, days: dayNumber(now) - dayNumber(first.due_at ?? now), first: `${numberOf(first)}${what}` };
  },
  lines: (late) =>
    late === null
      ? []
      : [
          {
            text: `超期${late.total}件，最久${late.days}天：${late.first}`,
            asks: "查 超期的",
            rank: ranks.exception + 10,
            isNews: true,
          },
        ],
});

/** `等您定3件：退回1、延期1、核实1`: what waits for the reader. */
export const decisionSection = defineSection({
  name: "assignments to decide",
  about: "reader",
  gather: ({ personId }, tables) => tables.assignments.toDecide(personId),
  lines(rows) {
    if (rows.length === 0) return [];
    const counts = new Map<string, number>();
    for (const { what } of rows) counts.set(what, (counts.get(what) ?? 0) + 1);
    const parts = [...counts].map(([what, count]) => `${what}${count}`);
    return [{ text: `等您定${rows.length}件：${parts.join("、")}`, rank: ranks.exception + 15, isNews: true }];
  },
});
