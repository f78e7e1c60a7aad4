import type { PersonCall } from "./person-call.ts";
import { callKey } from "./place-index.ts";
import { soundOf } from "./sound.ts";
import { surnamesOf } from "./surname.ts";
import { holdsTitle } from "./title.ts";

export type RosterPost = { readonly placeId: string; readonly role: string; readonly title: string };

export type RosterPerson = {
  readonly id: string;
  readonly name: string;
  readonly posts: readonly RosterPost[];
  readonly homeId: string | null;
};

/** Somebody a call means, with the places where the call is true of them. */
export type Hit = { readonly person: RosterPerson; readonly placeIds: readonly string[] };

const ROLE_TITLE = new Map([
  ["secretary", "书记"],
  ["admin", "管理员"],
]);

class Groups<T> {
  readonly #map = new Map<string, T[]>();
  add(key: string, value: T): void {
    const group = this.#map.get(key);
    if (group === undefined) this.#map.set(key, [value]);
    else group.push(value);
  }
  get(key: string): readonly T[] {
    return this.#map.get(key) ?? [];
  }
  keys(): Iterable<string> {
    return this.#map.keys();
  }
}

/** A roster made ready for asking whom a call means. */
export class Roster {
  readonly #byName = new Groups<RosterPerson>();
  readonly #bySurname = new Groups<RosterPerson>();
  readonly #byGiven = new Groups<RosterPerson>();
  readonly #byTitle = new Groups<Hit>();
  readonly #people: readonly RosterPerson[];
  #longest = 0;
  #bySound: Groups<RosterPerson> | undefined;

  constructor(people: readonly RosterPerson[]) {
    this.#people = people;
    for (const person of people) {
      const name = callKey(person.name);
      this.#byName.add(name, person);
      this.#longest = Math.max(this.#longest, name.length);
      for (const surname of surnamesOf(name)) {
        this.#bySurname.add(surname, person);
        this.#byGiven.add(name.slice(surname.length), person);
      }
      for (const post of person.posts) {
        const title = callKey(post.title) || (ROLE_TITLE.get(post.role) ?? "");
        if (title !== "") this.#byTitle.add(title, { person, placeIds: [post.placeId] });
      }
    }
  }

  /** Everybody of whom the call is true, once for each title that makes it so. */
  meant(call: PersonCall): readonly Hit[] {
    if (call.title === undefined) return this.#named(call).map((person) => ({ person, placeIds: placesOf(person) }));
    const held = this.#titled(call.title, call.unit ?? "");
    if (held.length === 0 || (call.name ?? call.surname ?? call.given) === undefined) return held;
    const named = new Set(this.#named(call));
    return held.filter((hit) => named.has(hit.person));
  }

  /** Whose name a folded text begins with: the longest, else one that sounds like it under the same surname. */
  nameAt(text: string): { readonly people: readonly RosterPerson[]; readonly length: number } | null {
    for (let length = Math.min(this.#longest, text.length); length > 1; length--) {
      const people = this.#byName.get(text.slice(0, length));
      if (people.length > 0) return { people, length };
    }
    if (this.#bySurname.get(text.slice(0, 1)).length === 0) return null;
    for (const length of [4, 3]) {
      const name = text.slice(0, length);
      const people = /^\p{Script=Han}+$/u.test(name) && name.length === length ? this.#sounding(name) : [];
      if (people.length > 0) return { people, length };
    }
    return null;
  }

  #sounding(name: string): readonly RosterPerson[] {
    const key = (written: string) => written.charAt(0) + soundOf(written);
    if (!this.#bySound) {
      this.#bySound = new Groups();
      for (const person of this.#people) this.#bySound.add(key(callKey(person.name)), person);
    }
    return this.#bySound.get(key(name));
  }

  #named(call: PersonCall): readonly RosterPerson[] {
    if (call.name !== undefined) return this.#byName.get(call.name);
    if (call.surname !== undefined) return this.#bySurname.get(call.surname);
    return call.given === undefined ? [] : this.#byGiven.get(call.given);
  }

  #titled(said: string, unit: string): readonly Hit[] {
    const titles = [...this.#byTitle.keys()].filter((title) => title.includes(unit) && holdsTitle(title, said));
    return titles.flatMap((title) => this.#byTitle.get(title));
  }
}

function placesOf(person: RosterPerson): readonly string[] {
  const places = person.posts.map((post) => post.placeId);
  return person.homeId === null ? places : [...places, person.homeId];
}

/** Each person once, with the places of all their hits. */
export function distinct(hits: readonly Hit[]): readonly Hit[] {
  const first = new Map<string, Hit>();
  for (const hit of hits) {
    const known = first.get(hit.person.id);
    first.set(hit.person.id, known === undefined ? hit : { ...hit, placeIds: [...known.placeIds, ...hit.placeIds] });
  }
  return [...first.values()];
}
