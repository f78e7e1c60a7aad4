import { stateOf } from "../../../bot/record/line.ts";
import { dayOf } from "../../../chinese/time/index.ts";
import type { Cell } from "../../../import/write-table.ts";
import type { Kind } from "../../../ledger/kind.ts";
import { type KindName, numberOf } from "../../../ledger/kinds.ts";
import { daysSince } from "../../../page/numbers.ts";
import { wordsOf } from "../../../page/parts/words.ts";
import type { NumberedRow } from "../../../store/tables/numbered.ts";
import { worksAnywhere, worksAt } from "../../pages/look.ts";
import type { Desk } from "../desk.ts";
import { type Register, spanOf, type Wanted } from "./register.ts";

/**
 * All that was written of a kind, town by town. Words, and with whom one spoke, stand there for those who work at the
 * place; whoever only looks after the bot takes away numbers, days and places.
 */
export const registerOf = (kind: Kind<KindName>): Register => ({
  title: kind.word,
  async lines({ desk, read, days, most }: Wanted) {
    const reads = worksAnywhere(desk.actor);
    const lines: (readonly Cell[])[] = [headerOf(kind, reads)];
    const towns = desk.places.towns(desk.place.path);
    // whoever looks after a village looks after what its town numbered there
    for (const townId of towns.length > 0 ? towns : [desk.place.town_id]) {
      const asked = { townId, kind: kind.name, path: desk.place.path, days: days && { ...days, ...spanOf(days) } };
      const rows = await read.numbered.inTown(asked, most - lines.length + 2);
      for (const row of rows) {
        const words = reads && row.sealed === 0 && worksAt(desk.actor, row.path) ? row.text : null;
        lines.push(lineOf(kind, row, { desk, reads, words }));
      }
      if (lines.length > most + 1) break;
    }
    return lines;
  },
});

const headerOf = ({ open, answered }: Kind, reads: boolean): readonly string[] => [
  ...["编号", "哪天", "地方", "类别"],
  // whoever said what anybody may say is named nowhere
  ...(open ? [] : ["谁"]),
  ...(answered ? ["状态", "哪天起", "用了几天"] : []),
  ...(reads ? [...(open ? [] : ["和谁"]), "内容"] : []),
];

type Of = { readonly desk: Desk; readonly reads: boolean; readonly words: string | null };

function lineOf(
  { open, answered, name }: Kind<KindName>,
  row: NumberedRow,
  { desk, reads, words }: Of,
): readonly Cell[] {
  const { places } = desk;
  return [
    numberOf(row),
    { day: row.day === "" ? dayOf(row.created_at) : row.day },
    places.fullName(row.place_id ?? ""),
    row.category,
    ...(open ? [] : [wordsOf(row.author ?? "")]),
    ...(answered
      ? [
          stateOf({ kind: name, state: row.state }),
          row.since === null ? "" : { day: dayOf(row.since) },
          row.since === null ? "" : daysSince(row.created_at, row.since),
        ]
      : []),
    ...(reads
      ? [...(open ? [] : [words === null ? "" : wordsOf(row.with_name)]), words === null ? "" : wordsOf(words)]
      : []),
  ];
}
