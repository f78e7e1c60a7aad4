import type { Gazetteer } from "../bot/places.ts";
import type { HeldPairing, Pairing } from "../store/tables/pairings.ts";
import type { Tables } from "../store/tables.ts";
import { commonPath } from "./whole-roster.ts";
import type { Written } from "./write.ts";

export async function writePairings(rows: readonly Pairing[], tables: Tables, now: number): Promise<Written> {
  let added = 0;
  for (const pairing of rows) if (await tables.pairings.add(pairing, now)) added++;
  return { added, updated: 0 };
}

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
