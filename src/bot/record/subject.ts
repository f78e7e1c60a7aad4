import type { RecordRow } from "../../store/tables/records.ts";
import type { Subject } from "../permission.ts";
import type { Gazetteer } from "../places.ts";

/** What a right to a record is asked of. */
export function subjectOf(row: Pick<RecordRow, "place_id" | "accused">, places: Gazetteer): Subject {
  const own = row.place_id === null ? undefined : places.get(row.place_id);
  const village = own && places.above(own.id, "village");
  const above = village ? places.get(village.parent_id ?? "") : own;
  return {
    path: own?.path ?? "/",
    ...(above ? { fromAbove: above.path } : {}),
    accused: row.accused.split(",").filter(Boolean),
  };
}
