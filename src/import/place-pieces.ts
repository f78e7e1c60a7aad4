import { placesVersion } from "../store/tables/places.ts";
import type { Tables } from "../store/tables.ts";
import type { PlaceRow } from "./check-places.ts";
import { TableError } from "./table-error.ts";
import type { Pieces } from "./take-in.ts";
import { type PlaceToWrite, placesToWrite } from "./write.ts";

/** Which tree of places was read: asked before it is read, and again before each piece is written. */
export type TreeRead = { readonly version: string | undefined; readonly ended: string };
export const treeRead = async (tables: Tables): Promise<TreeRead> => ({
  version: await versionOf(tables),
  ended: await tables.imports.ended("places"),
});
const versionOf = (tables: Tables): Promise<string | undefined> => tables.settings.get(placesVersion);

/** Places that are new or are called otherwise by the file. Messages see none of them before the tree has changed. */
export const placePieces = async (
  rows: readonly PlaceRow[],
  { version, ended }: TreeRead,
  read: Tables,
): Promise<Pieces<PlaceToWrite>> => ({
  kind: "places",
  ended,
  all: await placesToWrite(rows, read),
  async write(id, some, tables) {
    if ((await versionOf(tables)) !== version) throw new TableError("刚刚有人改了地点，这一份没有写进去：再导一遍。");
    const ids = some.map(({ place }) => place.id);
    const before = await tables.importChanges.ofPlaces(ids);
    for (const { place, aliases } of some) await tables.places.put(place, aliases);
    await tables.importChanges.keep(id, before, await tables.importChanges.ofPlaces(ids));
    const added = some.filter(({ isNew }) => isNew).length;
    return { added, updated: some.length - added, left: [] };
  },
});
