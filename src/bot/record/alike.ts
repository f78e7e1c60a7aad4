import { alike } from "../../chinese/alike.ts";
import { kindOf } from "../../ledger/kinds.ts";
import type { RecordRow } from "../../store/tables/records.ts";
import type { Tables } from "../../store/tables.ts";

const within = 14 * 24 * 60 * 60_000;
const mostLooked = 60;

/** What waits at the same village in words like these, of the last two weeks, the oldest first. What accuses somebody has none. */
export async function alikeOf(
  row: RecordRow,
  tables: Pick<Tables, "places" | "records" | "waiting">,
): Promise<readonly RecordRow[]> {
  if (!kindOf(row.kind).answered || row.accused !== "" || row.waiting === 0 || row.place_id === null) return [];
  const line = await tables.places.upwards(row.place_id);
  const village = line.find(({ level }) => level === "village");
  if (!village) return [];
  const nobody = { personId: null, accusationsBelow: [] };
  const waiting = await tables.waiting.list(row.kind, village.path, { limit: mostLooked, offset: 0 }, nobody);
  const text = tables.records.openText(row);
  return waiting.filter(
    (other) =>
      other.id !== row.id &&
      other.accused === "" &&
      (other.created_at < row.created_at || (other.created_at === row.created_at && other.id < row.id)) &&
      other.created_at >= row.created_at - within &&
      alike(text, tables.records.openText(other)),
  );
}
