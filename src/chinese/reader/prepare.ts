import type { PreparedNames } from "../commands/prepared-names.ts";
import { nameKey, type PlaceIndex, Roster, type RosterPerson } from "../names/index.ts";
import { lineOf } from "../names/place-index.ts";
import type { Calendar } from "../time/index.ts";

/** What does not change from one message to the next. */
export type Prepared = {
  readonly index: PlaceIndex;
  readonly calendar: Calendar;
  readonly names: PreparedNames;
};

/** With the people who may be meant: all of them, or those that {@link calledIn} has a store look for. */
export type ReaderWorld = Prepared & {
  readonly people: ReadonlyMap<string, readonly RosterPerson[]>;
  /** the longest name by its first two characters */
  readonly nameHeads: ReadonlyMap<string, number>;
  /** those of a village or a town; above that those with an office only, so that no county is ever walked */
  rosterOf(placeId: string | null): Roster;
};

/** Enough people for a village; a call that fits more is asked without naming them. */
export const MOST_CANDIDATES = 12;

export function withPeople(prepared: Prepared, people: readonly RosterPerson[]): ReaderWorld {
  const { index } = prepared;
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
  return { index, calendar: prepared.calendar, names: prepared.names, people: byName, nameHeads, rosterOf };
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
