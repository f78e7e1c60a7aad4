import type { PlaceLevel } from "../chinese/names/place-level.ts";

const dayLength = 24 * 60 * 60_000;

/** The villages below a place, as far as they were reached. */
export type Reached = {
  readonly all: number;
  readonly reached: number;
  /** reached for the first time this week */
  readonly fresh: number;
  /** YYYY-MM-DD: the last time of the one whose last time is longest ago; null when none was reached */
  readonly oldest: string | null;
  /** the first of those never reached, as many as are to be named */
  readonly missing: readonly string[];
};

/** `东卧牛、李家湾`; a village is called without its level word where that leaves two characters. */
export const shortName = (name: string): string =>
  /^.{2,}(村|社区)$/.test(name) ? name.replace(/(村|社区)$/, "") : name;

/** Names of `count` in all, of which the first are named: `东卧牛、李家湾等4村`. */
export function nameSome(names: readonly string[], count: number, unit: string): string {
  const shown = names.map(shortName).join("、");
  return count > names.length ? `${shown}等${count}${unit}` : shown;
}

export type CoverageOptions = { readonly today: string; readonly verb: string };

/** `谈心 17/21村（本周+3），未谈：东卧牛、李家湾等4村；谈过的最久42天前` */
export function coverageLine(title: string, places: Reached, { today, verb }: CoverageOptions): string {
  const { all, reached, fresh, oldest, missing } = places;
  const left = all - reached;
  const parts = [`${title} ${reached}/${all}村${fresh > 0 ? `（本周+${fresh}）` : ""}`];
  if (left > 0) parts.push(`未${verb}：${nameSome(missing, left, "村")}`);
  const longest = oldest === null ? 0 : daysBetween(oldest, today);
  const line = parts.join("，");
  // the days are those of places that were reached once: never reached is not long ago
  return longest > 7 ? `${line}${left > 0 ? "；" : "，"}${verb}过的最久${longest}天前` : line;
}

/** The levels at which it is asked who was reached, and what they are called in a line of figures. */
export const levelOrder: readonly (readonly [PlaceLevel, string])[] = [
  ["village", "村"],
  ["section", "社"],
  ["hamlet", "湾"],
];

type Count = { readonly all: number; readonly reached: number; readonly fresh: number };

/** `走访 村21/21 社83/99（本周+4） 湾160/220` */
export function levelsLine(
  title: string,
  counts: ReadonlyMap<PlaceLevel, Count>,
  { withChange }: { readonly withChange: boolean },
): string {
  const parts = levelOrder.flatMap(([level, word]) => {
    const count = counts.get(level);
    if (!count) return [];
    const change = withChange && count.fresh > 0 ? `（本周+${count.fresh}）` : "";
    return [`${word}${count.reached}/${count.all}${change}`];
  });
  return `${title} ${parts.join(" ")}`;
}

/** One cadre's: `21/21村 · 83/99社 · 160/220湾` */
export const reachedBy = (counts: ReadonlyMap<PlaceLevel, Count>): string =>
  levelOrder
    .flatMap(([level, word]) => {
      const count = counts.get(level);
      return count ? [`${count.reached}/${count.all}${word}`] : [];
    })
    .join(" · ");

export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayLength);
