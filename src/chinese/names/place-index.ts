import { fold } from "../fold.ts";
import { PLACE_LEVELS, stemAt, withoutLevelWord } from "./level.ts";
import type { PlaceLevel } from "./place-level.ts";
import { sectionAt } from "./section-number.ts";
import { soundOf, spellingOf } from "./sound.ts";

export type Place = {
  readonly id: string;
  readonly parentId: string | null;
  readonly level: PlaceLevel;
  readonly name: string;
  readonly aliases: readonly string[];
};

/** A place tree made ready for looking up what people call its places. Built once per tree; never changes. */
export type PlaceIndex = {
  readonly byId: ReadonlyMap<string, Place>;
  /** by name, by name without its level word, by alias */
  readonly byCall: ReadonlyMap<string, readonly Place[]>;
  /** by their names without the word for their level, so that a village that became a 社区 still answers to 村 */
  readonly byStem: ReadonlyMap<PlaceLevel, ReadonlyMap<string, readonly Place[]>>;
  /** numbered sections by `ancestor number`; the empty ancestor holds all */
  readonly bySectionNumber: ReadonlyMap<string, readonly Place[]>;
  /** villages by each two neighbouring characters of their names */
  readonly byPair: ReadonlyMap<string, readonly Place[]>;
  /** villages and towns by sound and by Latin spelling */
  readonly bySound: ReadonlyMap<string, readonly Place[]>;
  readonly parents: ReadonlySet<string>;
  /** the first two characters of every call; a call with another word for its level begins with the same */
  readonly heads: ReadonlySet<string>;
  /** characters of the longest call */
  readonly longest: number;
};

/** A word as calls are compared: folded, without blanks. */
export function callKey(word: string): string {
  return fold(word).text.replace(/\s/g, "").toLowerCase();
}

class Groups {
  readonly map = new Map<string, Place[]>();
  add(key: string, place: Place): void {
    const group = this.map.get(key);
    if (group === undefined) this.map.set(key, [place]);
    else if (group.at(-1) !== place) group.push(place);
  }
}

/** Deeper than any tree; a loop among parents must not hang the reader. */
const DEEPEST = 12;

/** The place and all above it, nearest first. */
export function lineOf(id: string, byId: ReadonlyMap<string, Place>): readonly Place[] {
  const line: Place[] = [];
  for (let at = byId.get(id); at !== undefined && line.length < DEEPEST; ) {
    line.push(at);
    at = at.parentId === null ? undefined : byId.get(at.parentId);
  }
  return line;
}

/** Whether the place is `topId` or stands below it. */
export function isWithin(id: string, topId: string, byId: ReadonlyMap<string, Place>): boolean {
  let at: string | null = id;
  for (let depth = 0; at !== null && depth < DEEPEST; depth++) {
    if (at === topId) return byId.has(at);
    at = byId.get(at)?.parentId ?? null;
  }
  return false;
}

function callsOf(place: Place): readonly string[] {
  const names = [place.name, ...place.aliases].map(callKey).filter((name) => name !== "");
  return [...new Set([...names, ...names.map((name) => withoutLevelWord(name, place.level))])];
}

function soundGroups(places: readonly Place[]): ReadonlyMap<string, readonly Place[]> {
  const groups = new Groups();
  for (const place of places) {
    if (place.level !== "village" && place.level !== "town") continue;
    for (const call of callsOf(place)) {
      if (call.length < 2) continue;
      groups.add(soundOf(call), place);
      groups.add(spellingOf(call), place);
    }
  }
  return groups.map;
}

export function makePlaceIndex(places: readonly Place[]): PlaceIndex {
  const byId = new Map(places.map((place) => [place.id, place]));
  const [byCall, bySectionNumber, byPair] = [new Groups(), new Groups(), new Groups()];
  const stems = new Map<PlaceLevel, Groups>();
  const heads = new Set<string>();
  let longest = 0;
  const addSection = (place: Place, number: number): void => {
    bySectionNumber.add(` ${number}`, place);
    for (const above of lineOf(place.id, byId).slice(1)) bySectionNumber.add(`${above.id} ${number}`, place);
  };
  const addCall = (place: Place, call: string): void => {
    const section = place.level === "section" ? sectionAt(call) : null;
    if (section?.length === call.length) {
      addSection(place, section.number);
      return;
    }
    heads.add(call.slice(0, 2));
    byCall.add(call, place);
    const ofLevel = stems.get(place.level) ?? new Groups();
    stems.set(place.level, ofLevel);
    ofLevel.add(stemAt(call, place.level) ?? call, place);
    longest = Math.max(longest, call.length);
  };
  for (const place of places) {
    for (const call of callsOf(place)) addCall(place, call);
    if (place.level !== "village") continue;
    const name = callKey(place.name);
    for (let i = 0; i + 1 < name.length; i++) byPair.add(name.slice(i, i + 2), place);
  }
  return {
    byId,
    byCall: byCall.map,
    // from the top down
    byStem: new Map(PLACE_LEVELS.map((level) => [level, stems.get(level)?.map ?? new Map()])),
    bySectionNumber: bySectionNumber.map,
    byPair: byPair.map,
    bySound: soundGroups(places),
    parents: new Set(places.flatMap((place) => place.parentId ?? [])),
    heads,
    longest,
  };
}
