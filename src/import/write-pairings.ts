import type { Gazetteer } from "../bot/places.ts";
import { tellRoles } from "../bot/tell/aid-roles.ts";
import type { HeldPairing, Pairing } from "../store/tables/pairings.ts";
import type { Tables } from "../store/tables.ts";
import { commonPath } from "./whole-roster.ts";
import type { Written } from "./write.ts";

export async function writePairings(rows: readonly Pairing[], tables: Tables, now: number): Promise<Written> {
  const added: Pairing[] = [];
  let updated = 0;
  for (const pairing of rows) {
    if (await tables.pairings.add(pairing, now)) added.push(pairing);
    else if (pairing.until != null || pairing.goal !== undefined) {
      const before = (await tables.pairings.of(pairing.cadreId)).find((held) => keyOf(held) === keyOf(pairing));
      const stay = before && stayOf(pairing, before);
      if (!stay || (stay.until === stayOf(before).until && stay.goal === stayOf(before).goal)) continue;
      await tables.stations.station({ cadreId: pairing.cadreId, placeId: pairing.target, ...stay }, now);
      updated++;
    }
  }
  await tellRoles(added, { tables, now });
  return { added: added.length, updated };
}

/** Until when and with which goal somebody stays; what a file does not say remains. */
export const stayOf = ({ until, goal }: Pairing, before?: Pairing) => ({
  until: until ?? before?.until ?? null,
  goal: goal ?? before?.goal ?? "",
});

/** Pairings that end when the file names all that there are where its villages and households lie. */
export async function endingPairings(
  rows: readonly Pairing[],
  places: Gazetteer,
  tables: Tables,
): Promise<readonly HeldPairing[]> {
  const paths: string[] = [];
  for (const { target, targetIs } of rows) {
    const placeId = targetIs === "place" ? target : (await tables.people.get(target))?.home_place_id;
    paths.push(places.get(placeId ?? "")?.path ?? "/");
  }
  const kept = new Set(rows.map(keyOf));
  const held = rows.length === 0 ? [] : await tables.pairings.below(commonPath(paths));
  return held.filter((pairing) => !kept.has(keyOf(pairing)));
}

const keyOf = ({ cadreId, kind, target }: Pairing): string => [cadreId, kind, target].join();
