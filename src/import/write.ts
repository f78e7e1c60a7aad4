import { dayOf, minuteOfDay, startOfDay } from "../chinese/time/index.ts";
import { defaultMinute } from "../ledger/digest.ts";
import { newId } from "../store/engine/id.ts";
import type { PlaceRow as StoredPlace } from "../store/schema.ts";
import { placesVersion } from "../store/tables/places.ts";
import type { Tables } from "../store/tables.ts";
import type { HolidayRow } from "./check-holidays.ts";
import type { PersonRow } from "./check-people.ts";
import type { PlaceRow } from "./check-places.ts";

export type Written = { readonly added: number; readonly updated: number };

const dayLength = 24 * 60 * 60_000;
const numbered = ["town", "county"];

/** Parents come before their children. What exists is renamed and gets more aliases, never moved. */
export async function writePlaces(rows: readonly PlaceRow[], tables: Tables): Promise<Written> {
  const made = new Map<number, StoredPlace>();
  const known = new Map((await tables.places.all()).map((place) => [place.id, place]));
  let added = 0;
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
    await tables.places.put(place, row.aliases);
    made.set(row.row, place);
    if (!before) added++;
  }
  await changed(tables);
  return { added, updated: rows.length - added };
}

/** Somebody with the same name at the same place, or with the same account, is brought up to date. */
export async function writePeople(rows: readonly PersonRow[], tables: Tables, now: number): Promise<Written> {
  const taken = new Set<string>();
  let added = 0;
  for (const row of rows) {
    const before = await sameperson(row, tables, taken);
    const homePlaceId = row.role === "villager" ? row.placeId : null;
    const facts = {
      name: row.name,
      homePlaceId,
      awayCity: row.awayCity,
      partyMember: row.partyMember,
      phone: row.phone,
    };
    const id = before ?? (await tables.people.add({ ...facts, now }));
    if (before === undefined) added++;
    else await tables.people.update(before, facts);
    taken.add(id);
    if (row.role !== "villager")
      await tables.people.ensurePost({ personId: id, role: row.role, placeId: row.placeId, title: row.title, now });
    if (row.role === "secretary" || row.role === "admin") await beginDigest(id, row.placeId, tables, now);
    for (const account of row.accounts) await tables.people.nameAccount(account, id);
  }
  return { added, updated: rows.length - added };
}

async function sameperson(row: PersonRow, tables: Tables, taken: ReadonlySet<string>): Promise<string | undefined> {
  for (const account of row.accounts) {
    const known = await tables.people.byAccount(account);
    if (known) return known.person_id;
  }
  const namesakes = await tables.people.namesakes(row.name, row.placeId);
  return namesakes.find(({ id }) => !taken.has(id))?.id;
}

/** The first digest comes the next morning, or this one when its minute is still to come. */
async function beginDigest(personId: string, placeId: string, tables: Tables, now: number): Promise<void> {
  const minute = defaultMinute(placeId);
  const first = minuteOfDay(now) < minute ? now : startOfDay(now) + dayLength;
  await tables.digests.begin(personId, minute, dayOf(first));
}

export async function writeHolidays(rows: readonly HolidayRow[], tables: Tables): Promise<Written> {
  const before = (await tables.holidays.all()).length;
  await tables.holidays.put(rows.map(({ day, kind, name }) => ({ day, kind, name })));
  const added = (await tables.holidays.all()).length - before;
  await changed(tables);
  return { added, updated: rows.length - added };
}

/** Every message brings the version it sees, so that running processes read the tree again. */
async function changed(tables: Tables): Promise<void> {
  await tables.settings.set(placesVersion, newId());
}
