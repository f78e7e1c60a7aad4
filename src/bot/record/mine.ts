import { clip } from "../../chinese/privacy/clip.ts";
import { formatDay } from "../../chinese/time/index.ts";
import { kindOf, numberOf } from "../../ledger/kinds.ts";
import type { Cut } from "../../store/tables/lists.ts";
import type { MoveRow } from "../../store/tables/moves.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Context } from "../context.ts";
import type { List } from "./list.ts";
import { progressOf } from "./progress.ts";

export type Mine = { readonly row: RecordRow; readonly moves: readonly MoveRow[] };

/** What somebody said, with what became of it, the latest first. */
export async function mineOf(cut: Cut, { actor, tables }: Context): Promise<Mine[]> {
  const rows = await tables.records.mine(actor.account, actor.person?.id ?? null, cut.limit, cut.offset);
  const moves = await tables.moves.ofEach(rows.filter(({ kind }) => kindOf(kind).open).map(({ id }) => id));
  return rows.map((row) => ({ row, moves: moves.get(row.id) ?? [] }));
}

export const mineList = (context: Context): List<Mine> => ({
  title: "最近记的",
  empty: "没有记过您的话。",
  find: (cut) => mineOf(cut, context),
  line: (one) => mineLine(one, context),
});

/** `O2 11月21日 意见 井水又浑了（收到（第2天））` */
export function mineLine({ row, moves }: Mine, context: Context): string {
  const { word, open } = kindOf(row.kind);
  const words = row.sensitive ? "" : ` ${clip(context.tables.records.openText(row))}`;
  const step = open ? ` · ${progressOf(row, moves, context)}` : "";
  return `${numberOf(row)} ${formatDay(row.day, context.now)} ${word}${words}${step}`;
}
