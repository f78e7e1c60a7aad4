import type { PlaceLevel } from "../../src/chinese/names/place-level.ts";
import type { Tables } from "../../src/store/tables.ts";

/** county › town › east (s1, s10), west. `s10` begins like `s1`: ranges must not take the one for the other. */
const tree: readonly [id: string, level: PlaceLevel, path: string][] = [
  ["county", "county", "/county/"],
  ["town", "town", "/county/town/"],
  ["east", "village", "/county/town/east/"],
  ["s1", "section", "/county/town/east/s1/"],
  ["s10", "section", "/county/town/east/s10/"],
  ["west", "village", "/county/town/west/"],
];

export const pathOf = (id: string): string => tree.find(([known]) => known === id)?.[2] ?? "";

export async function putTown(tables: Tables): Promise<void> {
  for (const [id, level, path] of tree) {
    const parent = path.split("/").at(-3) || null;
    const town_id = id === "county" ? "county" : "town";
    await tables.places.put({ id, parent_id: parent, level, level_word: "", name: id, path, town_id }, []);
  }
}

export const putPerson = (
  tables: Tables,
  name: string,
  more: { homePlaceId?: string; awayCity?: string } = {},
): Promise<string> =>
  tables.people.add({ name, homePlaceId: null, awayCity: null, partyMember: false, phone: null, now: 0, ...more });
