import { ownInFront } from "./find-place.ts";
import { type Found, foundOf } from "./found.ts";
import { isKinship, relativeLength } from "./kinship.ts";
import { type PersonCall, personCalls } from "./person-call.ts";
import { type Closeness, placeStretches } from "./place-calls.ts";
import { callKey, isWithin, type Place, type PlaceIndex } from "./place-index.ts";
import { distinct, type Hit, type Roster, type RosterPerson, rosterOf } from "./roster.ts";
import { nearest, scopesAround } from "./scope.ts";
import { sectionAt } from "./section-number.ts";
import { leadingTitle } from "./title.ts";

/** A call with the places that stood in front of it (null: none did). */
export type PlacedCall = PersonCall & { readonly within: readonly Place[] | null };

/** A place in front narrows. A title with a town or county in front means first of all who holds it there. */
function narrowed(hits: readonly Hit[], within: readonly Place[], titled: boolean, index: PlaceIndex): readonly Hit[] {
  const inside = hits.filter((hit) =>
    hit.placeIds.some((id) => within.some((place) => isWithin(id, place.id, index.byId))),
  );
  const offices = within.filter((place) => place.level === "town" || place.level === "county");
  if (!titled || offices.length === 0) return inside;
  const there = inside.filter((hit) => hit.placeIds.some((id) => offices.some((place) => place.id === id)));
  return there.length > 0 ? there : inside;
}

export type PersonSearch = {
  readonly speakerPlaceId: string | null;
  readonly index: PlaceIndex;
  readonly roster: Roster;
};

/** Whom the calls mean, each read as it stands; nearest first where no place was said. */
function peopleMeant(calls: readonly PlacedCall[], search: PersonSearch): readonly RosterPerson[] {
  const { index, roster } = search;
  const placed = calls.flatMap((call) =>
    call.within === null ? [] : narrowed(roster.meant(call), call.within, call.title !== undefined, index),
  );
  const free = distinct(calls.flatMap((call) => (call.within === null ? roster.meant(call) : [])));
  const scopes = scopesAround(search.speakerPlaceId, index.byId);
  const near = nearest(free, (hit) => hit.placeIds, scopes, index.byId);
  return distinct([...placed, ...near]).map((hit) => hit.person);
}

/** The people meant by the plain readings, or when there are none, by the looser ones. */
export function bestMeant(calls: readonly PlacedCall[], search: PersonSearch): readonly RosterPerson[] {
  const plain = peopleMeant(
    calls.filter((call) => call.plain),
    search,
  );
  if (plain.length > 0) return plain;
  return peopleMeant(
    calls.filter((call) => !call.plain),
    search,
  );
}

/** 三社长, 新会镇长: the last character of the place is said once for both. */
function afterPlace(word: string, end: number): string {
  const rest = word.slice(end).replace(/^[\s的之/\-·、]+/, "");
  return rest === "长" ? word.slice(end - 1) : rest;
}

/** The calls in a folded text without blanks: as a whole, and behind each place it may begin with. */
export function placedCalls(
  word: string,
  closeness: Closeness,
  speakerPlaceId: string | null,
  index: PlaceIndex,
): readonly PlacedCall[] {
  const whole = personCalls(word).map((call) => ({ within: null, ...call }));
  const own = ownInFront(word, speakerPlaceId, index);
  const ownCalls =
    own === null ? [] : personCalls(word.slice(own.length)).map((call) => ({ within: [own.place], ...call }));
  const fronts = placeStretches(word, 0, closeness, scopesAround(speakerPlaceId, index.byId), index);
  const behind = fronts
    .filter((front) => front.end > 1 && front.end < word.length)
    .flatMap((front) => personCalls(afterPlace(word, front.end)).map((call) => ({ within: front.places, ...call })));
  return [...whole, ...ownCalls, ...behind];
}

/** 麦麦提·卡迪尔, 麦麦提.卡迪尔: the dot between two characters is left out. */
export const withoutDots = (word: string): string =>
  word.replace(/(?<=\p{Script=Han}) ?[·•・‧∙⋅●﹒．.。] ?(?=\p{Script=Han})/gu, "");

/** Longer texts are no call of a person. */
const LONGEST_CALL = 60;

const CLOSE: readonly Closeness[] = ["exact", "alike", "part"];

/**
 * 王秀英（三社） is 三社王秀英, 李明（第一书记） is 李明第一书记: what stands in brackets narrows, in either order. A remark
 * that is neither place nor title nor kin (原名孙小兰, 换号了) is left out.
 */
function spellings(word: string, speakerPlaceId: string | null, index: PlaceIndex): readonly string[] {
  const [, name, added] = /^([^()[\]【】]+)[([【]([^()[\]【】]+)[)\]】]$/.exec(word) ?? [];
  if (name === undefined || added === undefined) return [word];
  const narrows =
    leadingTitle(added) !== "" ||
    relativeLength(added) > 0 ||
    isKinship(added) ||
    sectionAt(added) !== null ||
    placeStretches(added, 0, "part", scopesAround(speakerPlaceId, index.byId), index).some(
      ({ end }) => end >= added.length - 1,
    );
  return narrows ? [`${added}的${name}`, `${name}${added}`] : [name];
}

/** Of the names in the calls, those that sound so: never taken, always asked. */
export function soundingLike(calls: readonly PlacedCall[], search: PersonSearch): readonly RosterPerson[] {
  const { index, roster } = search;
  const placesOf = (person: RosterPerson) => [...person.posts.map(({ placeId }) => placeId), person.homeId ?? ""];
  const heard = calls.flatMap(({ name = "", title, within }) =>
    title === undefined
      ? roster
          .sounding(name)
          .filter(
            (person) =>
              within === null || placesOf(person).some((id) => within.some((at) => isWithin(id, at.id, index.byId))),
          )
      : [],
  );
  return nearest([...new Set(heard)], placesOf, scopesAround(search.speakerPlaceId, index.byId), index.byId);
}

/**
 * The person meant by `said` when somebody at `speakerPlaceId` says it: a full name, a title, a surname with a title,
 * 老李, 王姐, each with or without a place in front. Only people of the given roster are ever returned.
 */
export function findPerson(
  said: string,
  speakerPlaceId: string | null,
  index: PlaceIndex,
  people: readonly RosterPerson[] | Roster,
): Found<RosterPerson> {
  const word = withoutDots(callKey(said)).replace(/^[@“"「『]+|[”"」』。.，,！!？?：:；;]+$/g, "");
  if (word === "" || word.length > LONGEST_CALL) return { kind: "none" };
  const search = { speakerPlaceId, index, roster: rosterOf(people) };
  for (const closeness of CLOSE) {
    const calls = spellings(word, speakerPlaceId, index).flatMap((spelling) =>
      placedCalls(spelling, closeness, speakerPlaceId, index),
    );
    const hits = bestMeant(calls, search);
    if (hits.length > 0) return foundOf(hits);
  }
  const alike = soundingLike(placedCalls(word, "exact", speakerPlaceId, index), search);
  return alike.length > 0 ? { kind: "several", values: alike } : { kind: "none" };
}
