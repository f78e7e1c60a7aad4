import { isWithin, lineOf, type Place } from "./place-index.ts";

/** The circles around a speaker, nearest first: village, town, county, city; `null` is the whole tree. */
export type Scopes = readonly (string | null)[];

export function scopesAround(speakerPlaceId: string | null, byId: ReadonlyMap<string, Place>): Scopes {
  if (speakerPlaceId === null) return [null];
  const circles = lineOf(speakerPlaceId, byId).filter((place) => place.level !== "section" && place.level !== "hamlet");
  return [...circles.map((place) => place.id), null];
}

/** What lies in the nearest circle that holds anything; the first circle with a hit decides. */
export function nearest<T>(
  hits: readonly T[],
  placeIdsOf: (hit: T) => readonly string[],
  scopes: Scopes,
  byId: ReadonlyMap<string, Place>,
): readonly T[] {
  if (hits.length < 2 || scopes[0] === null) return hits;
  for (const scope of scopes) {
    if (scope === null) return hits;
    const inside = hits.filter((hit) => placeIdsOf(hit).some((id) => isWithin(id, scope, byId)));
    if (inside.length > 0) return inside;
  }
  return hits;
}
