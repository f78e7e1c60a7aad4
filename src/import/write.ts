import { newId } from "../store/engine/id.ts";
import type { PlaceRow as StoredPlace } from "../store/schema.ts";
import { placesVersion } from "../store/tables/places.ts";
import type { Tables } from "../store/tables.ts";
import type { HolidayRow } from "./check-holidays.ts";
import { levelWordOf, type PlaceRow } from "./check-places.ts";

export type Written = { readonly added: number; readonly updated: number };

const numbered = ["town", "county"];

export type PlaceToWrite = {
  readonly place: StoredPlace;
  readonly aliases: readonly string[];
  readonly isNew: boolean;
};

/** Parents come before their children. What exists is renamed and gets more aliases, never moved. */
export async function placesToWrite(rows: readonly PlaceRow[], tables: Tables): Promise<readonly PlaceToWrite[]> {
  const made = new Map<number, StoredPlace>();
  const known = new Map((await tables.places.all()).map((place) => [place.id, place]));
  const aliases = await tables.places.aliases();
  const all: PlaceToWrite[] = [];
  for (const row of rows) {
    const before = row.existingId === null ? undefined : known.get(row.existingId);
    const above =
      row.parent === null ? undefined : "id" in row.parent ? known.get(row.parent.id) : made.get(row.parent.row);
    const id = before?.id ?? newId();
    const place: StoredPlace = before
      ? { ...before, name: row.name, level_word: row.levelWord }
      : {
          id,
          parent_id: above?.id ?? null,
          level: row.level,
          level_word: row.levelWord,
          name: row.name,
          path: `${above?.path ?? "/"}${id}/`,
          town_id: numbered.includes(row.level) || !above ? id : above.town_id,
        };
    made.set(row.row, place);
    const isSame =
      before?.name === row.name &&
      levelWordOf(before) === row.levelWord &&
      row.aliases.every((alias) => aliases.get(id)?.includes(alias));
    if (!isSame) all.push({ place, aliases: row.aliases, isNew: !before });
  }
  return all;
}

export async function writePlaces(rows: readonly PlaceRow[], tables: Tables): Promise<Written> {
  const all = await placesToWrite(rows, tables);
  for (const { place, aliases } of all) await tables.places.put(place, aliases);
  if (all.length > 0) await changed(tables);
  const added = all.filter(({ isNew }) => isNew).length;
  return { added, updated: all.length - added };
}

export async function writeHolidays(rows: readonly HolidayRow[], tables: Tables): Promise<Written> {
  const known = new Map((await tables.holidays.all()).map((holiday) => [holiday.day, holiday]));
  const fresh = rows.filter(({ day, kind, name }) => {
    const before = known.get(day);
    return before?.kind !== kind || before.name !== name;
  });
  await tables.holidays.put(fresh.map(({ day, kind, name }) => ({ day, kind, name })));
  if (fresh.length > 0) await changed(tables);
  const added = fresh.filter(({ day }) => !known.has(day)).length;
  return { added, updated: fresh.length - added };
}

/** Every message brings the version it sees, so that running processes read the tree again. */
async function changed(tables: Tables): Promise<void> {
  await tables.settings.set(placesVersion, newId());
}
