import type { Gazetteer } from "../bot/places.ts";
import type { Tables } from "../store/tables.ts";
import type { PlaceRow } from "./check-places.ts";
import { TableError } from "./table-error.ts";
import type { Pieces } from "./take-in.ts";
import { type PlaceToWrite, placesToWrite } from "./write.ts";

/** Places that are new or are called otherwise by a file that was read with this tree. Messages see none of them before the tree has changed. */
export const placePieces = async (
  rows: readonly PlaceRow[],
  { version }: Gazetteer,
  read: Tables,
): Promise<Pieces<PlaceToWrite>> => ({
  kind: "places",
  ended: await read.imports.ended("places"),
  all: await placesToWrite(rows, read),
  async write(id, some, tables) {
    if ((await tables.places.version()) !== version)
      throw new TableError("刚刚有人改了地点，这一份没有写进去：再导一遍。");
    const ids = some.map(({ place }) => place.id);
    const before = await tables.importChanges.ofPlaces(ids);
    for (const { place, aliases } of some) await tables.places.put(place, aliases);
    await tables.importChanges.keep(id, before, await tables.importChanges.ofPlaces(ids));
    const added = some.filter(({ isNew }) => isNew).length;
    return { added, updated: some.length - added, left: [] };
  },
  async atEnd(tables, { added, updated }) {
    if (added + updated > 0) await tables.places.changed();
  },
});
