import { clip } from "../../chinese/privacy/clip.ts";
import { dayOf, formatDay } from "../../chinese/time/index.ts";
import { daysBetween } from "../../ledger/coverage.ts";
import { kindOf } from "../../ledger/kinds.ts";
import type { MoveRow } from "../../store/tables/moves.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Context } from "../context.ts";
import { stateOf } from "./line.ts";

const longest = 40;

/** How far something that was asked has come: `收到（第2天）`, `答复了：下周三来修（11月24日）`. */
export function progressOf(row: RecordRow, moves: readonly MoveRow[], { tables, now }: Context): string {
  const last =
    row.waiting === 1
      ? undefined
      : moves.findLast((move) => move.to_state === row.state && move.from_state !== move.to_state);
  const day = `（第${daysBetween(dayOf(row.created_at), dayOf(now)) + 1}天）`;
  if (row.waiting === 1) return `${liesWith(row, moves, tables) || "收到"}${day}`;
  const note = last ? tables.moves.openNote(last) : null;
  const said = note === null ? "" : `：${clip(note, longest)}`;
  return `${stateOf(row)}${said}${last ? `（${formatDay(last.at, now)}）` : ""}`;
}

type Steps = { readonly moves: Pick<Context["tables"]["moves"], "openNote"> };

/** `转民政所`: whom it lies with; empty: with those where it was said. */
export function liesWith(row: Pick<RecordRow, "kind" | "state">, moves: readonly MoveRow[], tables: Steps): string {
  if (kindOf(row.kind).lifecycle.states[row.state]?.liesWith === undefined) return "";
  const last = moves.findLast((move) => move.to_state === row.state && move.note_sealed !== null);
  const said = last ? tables.moves.openNote(last) : null;
  // what was added for them alone stands behind a colon
  return last && said !== null ? `${last.word}${clip(said.split("：")[0] ?? "", 20)}` : "";
}
