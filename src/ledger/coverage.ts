const dayLength = 24 * 60 * 60_000;

export type Reached = {
  readonly name: string;
  /** YYYY-MM-DD of the first and the latest time, null when never */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
};

/** `东卧牛、李家湾`; a village is called without its level word where that leaves two characters. */
export const shortName = (name: string): string =>
  /^.{2,}(村|社区)$/.test(name) ? name.replace(/(村|社区)$/, "") : name;

/** All missing names up to `most`, then how many there are: `东卧牛、李家湾等4村`. */
export function nameSome(names: readonly string[], most: number, unit: string): string {
  const shown = names.slice(0, most).map(shortName).join("、");
  return names.length > most ? `${shown}等${names.length}${unit}` : shown;
}

export type CoverageOptions = {
  readonly mostNames: number;
  readonly today: string;
  readonly monday: string;
  readonly verb: string;
};

/** `谈心 17/21村（本周+3），未谈：东卧牛、李家湾等4村；谈过的最久42天前` */
export function coverageLine(
  title: string,
  places: readonly Reached[],
  { mostNames, today, monday, verb }: CoverageOptions,
): string {
  const reached = places.filter((place) => place.lastDay !== null);
  const missing = places.filter((place) => place.lastDay === null).map((place) => place.name);
  const fresh = reached.filter((place) => (place.firstDay ?? "") >= monday).length;
  const parts = [`${title} ${reached.length}/${places.length}村${fresh > 0 ? `（本周+${fresh}）` : ""}`];
  if (missing.length > 0) parts.push(`未${verb}：${nameSome(missing, mostNames, "村")}`);
  const longest = Math.max(0, ...reached.map((place) => daysBetween(place.lastDay ?? today, today)));
  const line = parts.join("，");
  // the days are those of places that were reached once: never reached is not long ago
  return longest > 7 ? `${line}${missing.length > 0 ? "；" : "，"}${verb}过的最久${longest}天前` : line;
}

export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayLength);
