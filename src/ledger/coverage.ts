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

export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayLength);
