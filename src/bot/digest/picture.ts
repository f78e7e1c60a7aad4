import {
  dayNumber,
  dayOf,
  formatClock,
  formatDay,
  mondayOf,
  startOfDay,
  weekdayName,
} from "../../chinese/time/index.ts";
import { daysBetween, levelOrder, shortName } from "../../ledger/coverage.ts";
import type { Kind } from "../../ledger/kind.ts";
import { type KindName, kinds, waitAges } from "../../ledger/kinds.ts";
import type { Bars, Block, Picture } from "../../pictures/picture.ts";
import type { PlaceRow } from "../../store/schema.ts";
import type { Onlooker } from "../../store/tables/waiting.ts";
import type { Tables } from "../../store/tables.ts";
import { idOf } from "../place-path.ts";
import type { Gazetteer } from "../places.ts";
import type { Reader } from "./reader.ts";

export type Reading = { readonly tables: Tables; readonly places: Gazetteer; readonly now: number };

const dayLength = 24 * 60 * 60_000;
/** So many a picture can show in one block: `mostSquares` and `mostBars` of what draws it. */
const [mostPlaces, mostBelow] = [1200, 60];
const [daysShown, daysAnswered, agesShown] = [14, 30, 3];
const opinion: KindName = "opinion";

/** What stands above and below any picture of a place. */
export const framed = (title: string, blocks: readonly Block[], now: number): Picture => ({
  ...{ title, blocks, day: `${formatDay(now, now)} ${weekdayName(dayNumber(now))}`, until: formatClock(now) },
});

/** The highest place that somebody leads, in figures: how far it was reached, what was said there and what was answered. */
export async function digestPicture({ personId, places: [place] }: Reader, reading: Reading): Promise<Picture> {
  const onlooker = { personId, accusationsBelow: place.isAbove ? [place.path] : [] };
  const blocks: Block[] = [];
  for (const kind of kinds) blocks.push(...(await reachedBlocks(kind, { path: place.path, who: "" }, reading)));
  blocks.push(...(await opinionBlocks(place.path, onlooker, reading)));
  return framed(place.name, blocks, reading.now);
}

type Scope = { readonly path: string; readonly who: string };

/**
 * How far a kind of record has come at a path and below. What is counted by villages has a square for each, or a bar a
 * place from a county up; what goes further down a bar a level, and the squares too where it `isAlone` on the picture.
 */
export async function reachedBlocks(
  { name, word, counts }: Kind<KindName>,
  { path, who }: Scope,
  { tables, places, now }: Reading,
  isAlone = false,
): Promise<Block[]> {
  const place = places.get(idOf(path));
  if (!counts || !place) return [];
  const below = { campaign: name, path, who } as const;
  const bars: Block[] = [];
  const sums = await tables.coverage.counts(below, mondayOf(now), places);
  if (counts.downTo === "hamlet") {
    const of = levelOrder.flatMap(([level, called]) => {
      const count = sums.get(level);
      return count ? [{ word: `${word}${called}`, done: count.reached, all: count.all }] : [];
    });
    if (of.length === 0) return [];
    if (!isAlone) return [{ is: "bars", of }];
    bars.push({ is: "bars", of });
  }
  const villages = sums.get("village");
  if (!villages) return bars;
  const head = {
    title: `${word} ${villages.reached}/${villages.all}村`,
    ...(villages.fresh > 0 ? { up: `本周+${villages.fresh}` } : {}),
  };
  if (isAboveTowns(place)) {
    const of = await childBars({ ...below, level: "village" }, place.id, { tables, places });
    if (of.length > 0 && of.length <= mostBelow) return [{ is: "bars", ...head, of }, ...bars];
  }
  const found = await tables.coverage.days(below, ["village"], mostPlaces);
  const of = found.map((one) => ({ name: shortName(one.name), days: daysSince(one.last_day, now) }));
  return [{ is: "squares", ...head, verb: counts.verb, of }, ...bars];
}

export const daysSince = (day: string | null, now: number): number | null =>
  day === null ? null : daysBetween(day, dayOf(now));

/** From a county up a bar stands for each place right below. */
export const isAboveTowns = ({ level }: Pick<PlaceRow, "level">): boolean => level === "city" || level === "county";

/** In the order of the tree, never by result; places without anything to reach have no bar. */
export async function childBars(
  of: Parameters<Tables["coverage"]["byChild"]>[0],
  parentId: string,
  { tables, places }: Pick<Reading, "tables" | "places">,
  minimum = 1,
): Promise<Bars["of"]> {
  const found = await tables.coverage.byChild(of, parentId, places, minimum);
  return found.map(({ name, reached, all }) => ({ word: shortName(name), done: reached, all }));
}

async function opinionBlocks(path: string, onlooker: Onlooker, { tables, places, now }: Reading): Promise<Block[]> {
  const place = places.get(idOf(path));
  if (!place) return [];
  const begin = (days: number) => startOfDay(now) - (days - 1) * dayLength;
  const found = await tables.waiting.perDay(opinion, place, begin(daysShown), onlooker);
  const open = await tables.waiting.count(opinion, path, onlooker);
  const answered = await answerBars(place, begin(daysAnswered), onlooker, tables);
  const total = found.reduce((sum, { count }) => sum + count, 0);
  const away = found.reduce((sum, one) => sum + (one.away ? one.count : 0), 0);
  const first = dayNumber(begin(daysShown));
  const countOf = (day: number, isAway: boolean) =>
    found.find((one) => one.day === day && one.away === isAway)?.count ?? 0;
  const waits = open.oldest === null ? 0 : daysBetween(dayOf(open.oldest), dayOf(now));
  const days: Block = {
    is: "days",
    title: `意见 近${daysShown}天${total}条`,
    ...(away > 0 ? { note: `外出${away}` } : {}),
    from: formatDay(begin(daysShown), now),
    of: Array.from({ length: daysShown }, (_, index) => ({
      ...{ home: countOf(first + index, false), away: countOf(first + index, true) },
    })),
  };
  return [
    ...(total > 0 ? [days] : []),
    ...(open.total > 0
      ? [{ is: "line" as const, text: `没答复的意见${open.total}条${waits > 0 ? `，最久${waits}天` : ""}` }]
      : []),
    ...(answered ? [answered] : []),
  ];
}

/** Of the opinions of so many days how many were answered on the same day, within three, within a week. */
async function answerBars(
  place: PlaceRow,
  since: number,
  onlooker: Onlooker,
  tables: Tables,
): Promise<Bars | undefined> {
  const written = await tables.waiting.perDay(opinion, place, since, onlooker);
  const all = written.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return undefined;
  const ages = await tables.waiting.answered(opinion, place, since, onlooker);
  return {
    is: "bars",
    title: `近${daysAnswered}天的意见，多久答复`,
    of: waitAges
      .slice(0, agesShown)
      .map(({ word }, age) => ({ word, done: ages.slice(0, age + 1).reduce((sum, count) => sum + count, 0), all })),
  };
}
