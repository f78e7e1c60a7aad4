import type { Place } from "../names/index.ts";
import { farPlaceAt } from "../names/leading-place.ts";
import { lineOf } from "../names/place-index.ts";
import type { TimeResult } from "../time/index.ts";
import { describedPerson } from "./described.ts";
import type { Doubt, SaidPerson, SaidPlace, SaidPromise, Span } from "./draft.ts";
import { labelsIn, regionsOf } from "./labels.ts";
import { type Mention, mentionsOf, type PersonMention, type PlaceMention } from "./mentions.ts";
import { peopleSlot } from "./person-slot.ts";
import { lowest, placeSlot } from "./place-slot.ts";
import { promiseRegions, promisesOf } from "./promises.ts";
import type { Scene } from "./scene.ts";
import { hidden, recordTime } from "./time-slot.ts";
import { CATEGORY } from "./verbs.ts";
import { villageOf, whomOf } from "./whom.ts";

/** The slots of one record, in offsets of the folded text. */
export type Slots = {
  readonly places: readonly SaidPlace[];
  readonly placeWords: readonly Span[];
  readonly village: { readonly place: Place; readonly from: "said" | "person" | "own" } | null;
  readonly people: readonly SaidPerson[];
  readonly companions: readonly SaidPerson[];
  readonly time: TimeResult;
  readonly promises: readonly SaidPromise[];
  readonly promiseWords: readonly Span[];
  /** labels, and other words that say nothing of their own */
  readonly labels: readonly Span[];
  readonly next: Span | null;
  readonly category: Span | null;
  readonly doubts: readonly Doubt[];
};

/** Finds the slots anywhere in `text[from, to)`; `verb` is where the command's own words stand. */
export function slotsOf(scene: Scene, from: number, to: number, verb: Span, isVisit: boolean): Slots {
  const { text, speaker, world } = scene;
  const regions = promiseRegions(text, from, to).filter(({ start, end }) => end <= verb.start || start >= verb.end);
  const { labels, next } = labelsIn(text, from, to);
  const closed = [...regions, verb, ...labels, ...(next ? [next] : [])];
  const open = hidden(text.slice(0, to), closed);
  const mentions: Mention[] = mentionsOf(open, from, to, speaker.placeId, world);
  const described = mentions.some(({ is }) => is === "person") ? null : describedPerson(open, from);
  if (described) mentions.push(described);
  const near = placeSlot(mentions, scene);
  const placeGroup = near.length > 0 ? near : farPlace(open, verb.end, to, mentions, scene);
  const beside = labels.filter(({ start }) => text.charAt(start) === "同");
  const met = peopleSlot(mentions, open, isVisit, regionsOf(beside, closed, text, to), text);
  const low = lowest(placeGroup, scene);
  const said = low.length === 1 ? (low[0]?.places ?? []) : low.flatMap(({ places }) => places);
  const personOf = (mention: PersonMention): SaidPerson => {
    const there = whomOf(mention, said, speaker.placeId, world);
    // 我和李书记去石门: whoever stands before the place need not be of it
    const isBefore = placeGroup.every(({ start }) => mention.start < start);
    const people = there.length > 0 || !isBefore ? there : whomOf(mention, [], speaker.placeId, world);
    return { people, ...wordsAt(text, mention) };
  };
  const people = met.chosen.map(personOf);
  const places = low.map((mention) => placeOf(mention, people, scene));
  const companions = met.companions.map((one): SaidPerson => {
    return { people: whomOf(one, [], speaker.placeId, world), ...wordsAt(text, one) };
  });
  const slots = [...placeGroup, ...met.chosen, ...met.companions];
  const headEnd = Math.max(from, verb.end, ...slots.map(({ end }) => end));
  // 时间：上周五 says which of several days it was
  const dated = labels.filter(({ start }) => /^(?:时间|日期)/.test(text.slice(start, start + 2)));
  const [region] = regionsOf(dated, closed, text, to);
  const plain = hidden(open, slots);
  const labelled: TimeResult = region ? recordTime(plain, region, region.end, scene) : { kind: "none" };
  const time =
    labelled.kind === "none" ? recordTime(plain, { start: from, end: to }, headEnd, scene, verb.start) : labelled;
  const promises = regions.flatMap((region) =>
    promisesOf(text, region, { sentAt: speaker.sentAt, calendar: world.calendar }),
  );
  const village = villageSaid(places, people, scene);
  const categoryAt = isVisit ? CATEGORY.exec(open.slice(from, to)) : null;
  const category = categoryAt && {
    start: from + categoryAt.index,
    end: from + categoryAt.index + categoryAt[0].length,
  };
  return {
    places,
    placeWords: placeGroup,
    village,
    people,
    companions,
    time,
    promises,
    promiseWords: regions,
    labels: [...labels, ...met.beside],
    next,
    category,
    doubts: doubtsOf(places, people, companions, time, promises),
  };
}

/** Where no place is said by its name: the first word, when it is a piece of one, sounds like one or reads like one. */
function farPlace(
  text: string,
  from: number,
  to: number,
  mentions: readonly Mention[],
  { speaker, world }: Scene,
): readonly PlaceMention[] {
  let start = from;
  while (start < to && /[\s:,□]/.test(text.charAt(start))) start++;
  if (start >= to || mentions.some((one) => one.start <= start && one.end > start)) return [];
  const stretch = farPlaceAt(text.slice(0, to), start, speaker.placeId, world.index);
  return stretch ? [{ is: "place", start, end: stretch.end, places: stretch.places }] : [];
}

const wordsAt = (text: string, { start, end }: Span) => ({ start, end, said: text.slice(start, end).trim() });

/** Sections of one number in many villages: the one of the person's village. */
function placeOf(mention: PlaceMention, people: readonly SaidPerson[], { text, world }: Scene): SaidPlace {
  const only = people.length > 0 && people.every((one) => one.people.length === 1) ? people[0]?.people[0] : undefined;
  const village = only && villageOf(only, world);
  const there = mention.places.filter(({ id }) =>
    lineOf(id, world.index.byId).some((above) => above.id === village?.id),
  );
  const places = mention.places.length > 1 && there.length > 0 ? there : mention.places;
  return { places, ...wordsAt(text, mention) };
}

function villageSaid(places: readonly SaidPlace[], people: readonly SaidPerson[], scene: Scene): Slots["village"] {
  const { speaker, world } = scene;
  const [first] = places;
  const above = (id: string) => {
    const line = lineOf(id, world.index.byId);
    return line.find(({ level }) => level === "village") ?? line[0] ?? null;
  };
  if (first) {
    const [place] = first.places;
    const village = place && first.places.length === 1 ? above(place.id) : null;
    return village && { place: village, from: "said" };
  }
  // 李大山 may be two, and both of one village
  const found = people.flatMap((one) => one.people);
  const villages = [...new Set(found.flatMap((one) => villageOf(one, world) ?? []))];
  const [village] = villages;
  if (village) return villages.length === 1 ? { place: village, from: "person" } : null;
  if (people.some((one) => one.people.length > 1)) return null;
  const own = speaker.placeId === null ? null : above(speaker.placeId);
  return own?.level === "village" ? { place: own, from: "own" } : null;
}

function doubtsOf(
  places: readonly SaidPlace[],
  people: readonly SaidPerson[],
  companions: readonly SaidPerson[],
  time: TimeResult,
  promises: readonly SaidPromise[],
): readonly Doubt[] {
  const at = ({ start, end }: Span): Span => ({ start, end });
  const villages = places.filter((one) => one.places[0]?.level === "village");
  return [
    ...places.filter((one) => one.places.length !== 1).map((one) => ({ about: "place" as const, ...at(one) })),
    ...villages.slice(1, 2).map((one) => ({ about: "places" as const, ...at(one) })),
    ...[...people, ...companions]
      .filter((one) => one.people.length > 1)
      .map((one) => ({ about: "person" as const, ...at(one) })),
    ...(time.kind === "ask" ? [{ about: "time" as const, ...time.span, question: time.question }] : []),
    ...promises
      .filter(({ due }) => due.kind === "ask" || due.kind === "past")
      .map((one) => ({ about: "promise" as const, ...at(one) })),
  ];
}
