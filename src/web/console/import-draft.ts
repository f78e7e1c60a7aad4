import { createHash } from "node:crypto";
import type { Gazetteer } from "../../bot/places.ts";
import { meantTable, unknownWords } from "../../import/columns.ts";
import { importers, type Opened } from "../../import/importers.ts";
import { unpackedLines } from "../../import/packed-lines.ts";
import type { Line, Table } from "../../import/table.ts";
import { TableError } from "../../import/table-error.ts";
import { draftLasts } from "../../ledger/retention.ts";
import type { ImportRow } from "../../store/tables/imports.ts";
import type { Tables } from "../../store/tables.ts";
import { type Desk, reachOf } from "./desk.ts";

/** A draft is its author's, as long as it lasts; what was taken in is for whoever looks after its place. */
export async function importOf(desk: Desk, id: string, tables: Tables): Promise<ImportRow | null> {
  const row = await tables.imports.get(id);
  if (!row || !importers[row.kind]) return null;
  if (row.state === "draft") return row.author === desk.owner && row.created_at > desk.now - draftLasts ? row : null;
  return isOverseen(desk, row) ? row : null;
}

export const isOverseen = ({ isWhole, place, places }: Desk, { place_id }: Pick<ImportRow, "place_id">): boolean =>
  isWhole || (places.get(place_id)?.path.startsWith(place.path) ?? false);

export const linesOf = (row: ImportRow, { imports }: Tables): Promise<readonly Line[]> =>
  unpackedLines(imports.packedOf(row));

/** The draft as a table with its columns and words as they are meant. @throws TableError */
export async function tableOf(row: ImportRow, tables: Tables): Promise<Table> {
  const columns = importers[row.kind]?.columns ?? [];
  return meantTable(await linesOf(row, tables), columns, tables.imports.choicesOf(row));
}

/** Whether there is anything to be chosen before it is tried. @throws TableError */
export async function isUnclear(row: ImportRow, tables: Tables): Promise<boolean> {
  const { columns } = tables.imports.choicesOf(row);
  return Object.keys(columns).length > 0 || unknownWords(row.kind, await tableOf(row, tables)).length > 0;
}

/** A try; `fault`: it is no table. Nothing is written by it. */
export async function tried(
  row: ImportRow,
  desk: Desk,
  places: Gazetteer,
  tables: Tables,
): Promise<{ readonly opened: Opened; readonly mark: string } | { readonly fault: string }> {
  try {
    const opened = await importers[row.kind]?.open({
      table: await tableOf(row, tables),
      places,
      tables,
      path: reachOf(desk),
      now: desk.now,
    });
    if (!opened) throw new TableError("没有这样的表");
    const { plan, bad } = opened;
    const mark = createHash("sha256")
      .update(JSON.stringify([plan, bad]))
      .digest("base64url")
      .slice(0, 22);
    return { opened, mark };
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return { fault: error.message };
  }
}
