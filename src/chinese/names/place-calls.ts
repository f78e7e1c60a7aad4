import { stemAt } from "./level.ts";
import { isWithin, type Place, type PlaceIndex } from "./place-index.ts";
import { nearest, type Scopes } from "./scope.ts";
import { sectionAt } from "./section-number.ts";
import { latinSpelling, soundOf } from "./sound.ts";

/**
 * How far a word may be from what the tree holds. Each step also takes all before it, and is only tried when the
 * one before found nothing: `exact` by name or alias, `alike` with another word for the same level, `part` a piece
 * of a village's name, `sound` the same sound or Latin letters.
 */
export const CLOSENESS = ["exact", "alike", "part", "sound"] as const;
export type Closeness = (typeof CLOSENESS)[number];

/** A piece of text from some start up to `end` that calls places: equals, if several. */
export type Stretch = { readonly end: number; readonly places: readonly Place[] };

const NONE: readonly Place[] = [];

function alike(word: string, index: PlaceIndex): readonly Place[] {
  const found: Place[] = [];
  for (const [level, stems] of index.byStem) found.push(...(stems.get(stemAt(word, level) ?? word) ?? NONE));
  return found;
}

function holding(part: string, index: PlaceIndex): readonly Place[] {
  if (part.length < 2) return NONE;
  return (index.byPair.get(part.slice(0, 2)) ?? NONE).filter((place) => place.name.includes(part));
}

function sounding(word: string, index: PlaceIndex): readonly Place[] {
  const spelling = latinSpelling(word);
  if (spelling !== null) return index.bySound.get(spelling) ?? NONE;
  return /^\p{Script=Han}{2,}$/u.test(word) ? (index.bySound.get(soundOf(word)) ?? NONE) : NONE;
}

const LOOK: Readonly<Record<Closeness, (word: string, index: PlaceIndex) => readonly Place[]>> = {
  exact: (word, index) => index.byCall.get(word) ?? NONE,
  alike,
  part: holding,
  sound: sounding,
};

/** Steps by the name itself find nothing where no call begins so; some have one character only. */
function stepsFor(two: string, closeness: Closeness, index: PlaceIndex): readonly Closeness[] {
  const begins = index.heads.has(two) || index.heads.has(two.charAt(0));
  const from = begins ? 0 : CLOSENESS.indexOf("part");
  return CLOSENESS.slice(from, CLOSENESS.indexOf(closeness) + 1);
}

function called(word: string, steps: readonly Closeness[], index: PlaceIndex): readonly Place[] {
  for (const step of steps) {
    const hits = LOOK[step](word, index);
    if (hits.length > 0) return [...new Set(hits)];
  }
  return NONE;
}

/** A section said without its village is one of the speaker's village, and of no other; who has none means all near. */
function sectionsAround(number: number, scopes: Scopes, index: PlaceIndex): readonly Place[] {
  for (const scope of scopes) {
    const hits = index.bySectionNumber.get(`${scope ?? ""} ${number}`) ?? NONE;
    if (hits.length > 0 || (scope !== null && index.byId.get(scope)?.level === "village")) return hits;
  }
  return NONE;
}

/** 三网格 is only then 三社 when there is no grid of that number. */
function ofSameKind(sections: readonly Place[], grid: boolean): readonly Place[] {
  const same = sections.filter((place) => place.name.includes("网格") === grid);
  return same.length > 0 ? same : sections;
}

type Reader = { readonly text: string; readonly closeness: Closeness; readonly index: PlaceIndex };

/** Every word at `start` that calls a place, the longest first, with all it could mean. */
function words(reader: Reader, start: number, sections: (number: number) => readonly Place[]): readonly Stretch[] {
  const { text, closeness, index } = reader;
  const section = sectionAt(text.slice(start, start + 16));
  const found: Stretch[] = [];
  if (section !== null) {
    const places = ofSameKind(sections(section.number), section.grid);
    if (places.length > 0) found.push({ end: start + section.length, places });
  }
  const steps = stepsFor(text.slice(start, start + 2), closeness, index);
  if (steps.length === 0) return found;
  const longest = Math.min(text.length - start, lengthAt(reader, start));
  for (let length = longest; length > 0; length--) {
    const places = called(text.slice(start, start + length), steps, index);
    if (places.length > 0) found.push({ end: start + length, places });
  }
  return found;
}

/** No call holds a blank, unless it is spelled in Latin letters. */
function lengthAt({ text, closeness, index }: Reader, start: number): number {
  if (closeness === "sound") return 40;
  const most = index.longest + 4;
  const blank = closeness === "part" ? -1 : text.slice(start, start + most).search(/\s/);
  return blank < 0 ? most : blank;
}

const JOINT = /[\s/\->·、的]*/y;

function afterJoint(text: string, at: number): number {
  JOINT.lastIndex = at;
  return at + (JOINT.exec(text)?.[0].length ?? 0);
}

/** Goes on from a place to a place below it; nothing said later widens what stands in front. */
function below(reader: Reader, from: Stretch): readonly Stretch[] {
  const { index, text } = reader;
  const tops = from.places.filter((place) => index.parents.has(place.id));
  const start = afterJoint(text, from.end);
  if (tops.length === 0 || start >= text.length) return [];
  const sections = (number: number) => tops.flatMap((top) => index.bySectionNumber.get(`${top.id} ${number}`) ?? []);
  return words(reader, start, sections).flatMap((word) => {
    const places = word.places.filter((place) =>
      tops.some((top) => top.id !== place.id && isWithin(place.id, top.id, index.byId)),
    );
    const stretch = { end: word.end, places };
    return places.length === 0 ? [] : [stretch, ...below(reader, stretch)];
  });
}

/** All the place calls that begin at `start` of folded text: 东卧牛, 东卧牛三社, 新会镇/东卧牛村/三社/沈家湾. */
export function placeStretches(
  text: string,
  start: number,
  closeness: Closeness,
  scopes: Scopes,
  index: PlaceIndex,
): readonly Stretch[] {
  const reader = { text, closeness, index };
  const near = (places: readonly Place[]) => nearest(places, (place) => [place.id], scopes, index.byId);
  return words(reader, start, (number) => sectionsAround(number, scopes, index)).flatMap((word) => {
    const fronts = word.places.filter((place) => index.parents.has(place.id));
    return [{ end: word.end, places: near(word.places) }, ...below(reader, { end: word.end, places: near(fronts) })];
  });
}
