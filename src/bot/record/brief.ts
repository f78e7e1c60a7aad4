import { shortName } from "../../ledger/coverage.ts";
import { kindOf, numberOf } from "../../ledger/kinds.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Context } from "../context.ts";
import { gistFor } from "./line.ts";

/** `T3（东卧牛 赫书记 低保）`: a record as its author knows it again. */
export function briefOf(row: RecordRow, context: Context): string {
  const village = row.place_id === null ? undefined : context.places.above(row.place_id, "village");
  // an opinion is known by its words
  const where = village && !kindOf(row.kind).open ? shortName(village.name) : "";
  const what = [where, row.with_name, gistFor(row, context)].filter(Boolean).join(" ");
  return what === "" ? numberOf(row) : `${numberOf(row)}（${what}）`;
}
