import type { PreparedNames } from "../commands/prepared-names.ts";
import { nameKey, type PlaceIndex, Roster, type RosterPerson } from "../names/index.ts";
import { lineOf } from "../names/place-index.ts";
import type { Calendar } from "../time/index.ts";

/** All that does not change from one message to the next, made ready once. */
export type ReaderWorld = {
  readonly index: PlaceIndex;
  readonly calendar: Calendar;
  readonly names: PreparedNames;
  /** first two characters of every call of a place */
  readonly placeHeads: ReadonlySet<string>;
  readonly people: ReadonlyMap<string, readonly RosterPerson[]>;
  /** the longest name by its first two characters */
  readonly nameHeads: ReadonlyMap<string, number>;
  /** those of a village or a town; above that those with an office only, so that no county is ever walked */
  rosterOf(placeId: string | null): Roster;
};

/** Enough people for a village; a call that fits more is asked without naming them. */
export const MOST_CANDIDATES = 12;

type Sources = {
  readonly index: PlaceIndex;
  readonly people: readonly RosterPerson[];
  readonly calendar: Calendar;
  readonly names: PreparedNames;
};

export function prepareReader({ index, people, calendar, names }: Sources): ReaderWorld {
  const byName = new Map<string, RosterPerson[]>();
  const nameHeads = new Map<string, number>();
  const byScope = new Map<string, RosterPerson[]>();
  for (const person of people) {
    for (const name of new Set([person.name, ...(person.aliases ?? [])].map(nameKey))) {
      if (name.length < 2) continue;
      push(byName, name, person);
      const head = name.slice(0, 2);
      nameHeads.set(head, Math.max(nameHeads.get(head) ?? 0, name.length));
    }
    for (const scope of scopesOf(person, index)) push(byScope, scope, person);
  }
  const offices = people.filter(({ posts }) => posts.some(({ title }) => title !== ""));
  const rosters = new Map<string, Roster>();
  const whole = new Roster(offices);
  const rosterOf = (placeId: string | null): Roster => {
    const level = placeId === null ? undefined : index.byId.get(placeId)?.level;
    if (placeId === null || level === "county" || level === "city") return whole;
    const known = rosters.get(placeId);
    if (known) return known;
    const made = new Roster(byScope.get(placeId) ?? []);
    rosters.set(placeId, made);
    return made;
  };
  const placeHeads = new Set([...index.byCall.keys()].map((call) => call.slice(0, 2)));
  return { index, calendar, names, placeHeads, people: byName, nameHeads, rosterOf };
}

/** The places, up to the town, where somebody lives or serves. */
function scopesOf({ homeId, posts }: RosterPerson, { byId }: PlaceIndex): ReadonlySet<string> {
  const at = [...(homeId === null ? [] : [homeId]), ...posts.map(({ placeId }) => placeId)];
  const lines = at.flatMap((id) => lineOf(id, byId));
  return new Set(lines.filter(({ level }) => level !== "county" && level !== "city").map(({ id }) => id));
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
