import { bestMeant } from "../names/find-person.ts";
import type { Place, RosterPerson } from "../names/index.ts";
import { personCalls } from "../names/person-call.ts";
import { isWithin, lineOf } from "../names/place-index.ts";
import { nearest, scopesAround } from "../names/scope.ts";
import type { PersonMention } from "./mentions.ts";
import type { ReaderWorld } from "./prepare.ts";

/** Whom a mention means: those of the place that was said, else the nearest to the speaker. Nobody: as written. */
export function whomOf(
  mention: PersonMention,
  within: readonly Place[],
  speakerPlaceId: string | null,
  world: ReaderWorld,
): readonly RosterPerson[] {
  if (mention.call === null) return [];
  if (mention.named.length > 0) return ofName(mention.named, within, speakerPlaceId, world);
  const calls = personCalls(mention.call);
  const scopes =
    within.length > 0 ? [...new Set(within.map(({ id }) => id))] : scopesAround(speakerPlaceId, world.index.byId);
  for (const scope of scopes) {
    const level = scope === null ? undefined : world.index.byId.get(scope)?.level;
    const wide = level === undefined || level === "county" || level === "city";
    // beyond the town a surname alone means anybody
    const said = (wide ? calls.filter(({ plain }) => plain) : calls).map((call) => ({ within: null, ...call }));
    const roster = world.rosterOf(scope);
    const hits = bestMeant(said, { speakerPlaceId: scope, index: world.index, roster });
    if (hits.length > 0) return hits;
  }
  return [];
}

/** A whole name stays that person's even where another place was said; the place only tells several apart. */
function ofName(
  named: readonly RosterPerson[],
  within: readonly Place[],
  speakerPlaceId: string | null,
  { index: { byId } }: ReaderWorld,
): readonly RosterPerson[] {
  const inside = named.filter((person) =>
    placesOf(person).some((id) => within.some((place) => isWithin(id, place.id, byId))),
  );
  if (inside.length > 0) return inside;
  return within.length > 0 ? named : nearest(named, placesOf, scopesAround(speakerPlaceId, byId), byId);
}

const placesOf = ({ homeId, posts }: RosterPerson): readonly string[] => [
  ...posts.map(({ placeId }) => placeId),
  ...(homeId === null ? [] : [homeId]),
];

/** The village somebody lives or serves in; null for those of the town. */
export function villageOf(person: RosterPerson, { index: { byId } }: ReaderWorld): Place | null {
  for (const id of placesOf(person)) {
    const village = lineOf(id, byId).find(({ level }) => level === "village");
    if (village) return village;
  }
  return null;
}
