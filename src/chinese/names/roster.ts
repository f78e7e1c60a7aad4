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
  /** former, short and nick names */
  readonly aliases?: readonly string[];
};

/** Somebody a call means, with the places where the call is true of them. */
export type Hit = { readonly person: RosterPerson; readonly placeIds: readonly string[] };

const dots = /[·•・‧∙⋅●﹒．.。]/g;

/** A name as calls are compared: without the dots of 麦麦提·卡迪尔, however they are written. */
export const nameKey = (name: string): string => callKey(name).replace(dots, "");

const isDotted = (name: string): boolean => /\p{L}[·•・‧∙⋅●﹒．.。]\p{L}/u.test(name.trim());

/** All a person answers to: the name, its first part where it is dotted, and the aliases. */
function namesOf({ name, aliases = [] }: RosterPerson): readonly string[] {
  const first = isDotted(name) ? [callKey(name).split(dots)[0] ?? ""] : [];
  return [...new Set([name, ...first, ...aliases].map(nameKey))].filter((called) => called.length > 1);
}

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
      const name = nameKey(person.name);
      for (const called of namesOf(person)) {
        this.#byName.add(called, person);
        this.#longest = Math.max(this.#longest, called.length);
      }
      for (const surname of isDotted(person.name) ? [] : surnamesOf(name)) {
        this.#bySurname.add(surname, person);
        this.#byGiven.add(name.slice(surname.length), person);
      }
      for (const post of person.posts) {
        const title = callKey(post.title) || (ROLE_TITLE.get(post.role) ?? "");
        if (title !== "") this.#byTitle.add(title, { person, placeIds: [post.placeId] });
      }
    }
  }

  person(id: string): RosterPerson | undefined {
    return this.#people.find((person) => person.id === id);
  }

  /** The secretaries of a place itself. */
  leading(placeId: string): readonly RosterPerson[] {
    return this.#people.filter(({ posts }) =>
      posts.some((post) => post.role === "secretary" && post.placeId === placeId),
    );
  }

  get size(): number {
    return this.#people.length;
  }

  /** Everybody of whom the call is true, once for each title that makes it so. */
  meant(call: PersonCall): readonly Hit[] {
    if (call.title === undefined && call.unit !== undefined) return this.#ofUnit(call, call.unit);
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
      const people = name.length === length ? this.sounding(name) : [];
      const same = people.filter((person) => person.name.startsWith(text.charAt(0)));
      if (same.length > 0) return { people: same, length };
    }
    return null;
  }

  /** Whose name sounds like this one, character by character. */
  sounding(name: string): readonly RosterPerson[] {
    if (!/^\p{Script=Han}{2,4}$/u.test(name)) return [];
    if (!this.#bySound) {
      this.#bySound = new Groups();
      for (const person of this.#people) this.#bySound.add(soundOf(nameKey(person.name)), person);
    }
    return this.#bySound.get(soundOf(name));
  }

  #named(call: PersonCall): readonly RosterPerson[] {
    if (call.name !== undefined) return this.#byName.get(call.name);
    if (call.surname !== undefined) return this.#bySurname.get(call.surname);
    return call.given === undefined ? [] : this.#byGiven.get(call.given);
  }

  /** 农机站老冯, 兽医站小苗: a title that holds the office, or the office's own word for the post */
  #ofUnit(call: PersonCall, unit: string): readonly Hit[] {
    const named = new Set(this.#named(call));
    const office = unit.replace(/(?<=..)[站所室院办中心队]+$/, "");
    const titles = [...this.#byTitle.keys()].filter((title) => title.includes(office));
    return titles.flatMap((title) => this.#byTitle.get(title)).filter((hit) => named.has(hit.person));
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

/** People made ready, unless they are already: who asks often makes it once. */
export const rosterOf = (people: readonly RosterPerson[] | Roster): Roster =>
  people instanceof Roster ? people : new Roster(people);
