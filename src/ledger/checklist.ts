/** Something done somewhere: of an item, at these places, on a day, with what was counted. In the order of writing. */
export type Tick = {
  readonly item: number;
  /** paths of its places; one above a village is all of its villages */
  readonly paths: readonly string[];
  /** YYYY-MM-DD */
  readonly day: string;
  readonly counts: readonly Count[];
};

/** `排查3件`: a word, how many, and of what. */
export type Count = { readonly label: string; readonly value: number; readonly unit: string };

type Village = { readonly name: string; readonly path: string };

const covers = (path: string, village: string): boolean => village.startsWith(path) || path.startsWith(village);

/** When an item was done in a village, by what was said of it last; null: not yet. */
export function dayDone(item: number, village: string, ticks: readonly Tick[]): string | null {
  return ticks.findLast((tick) => tick.item === item && tick.paths.some((path) => covers(path, village)))?.day ?? null;
}

/** Of an item: how many of the villages below a path, which are missing, and what was counted there. */
export function itemState(item: number, scope: string, villages: readonly Village[], ticks: readonly Tick[]) {
  const own = ticks.filter((tick) => tick.item === item);
  const days = villages.map(({ path }) => dayDone(item, path, own));
  const counting = own.filter(
    (tick, at) => tick.paths[0]?.startsWith(scope) && stillCounts(tick, own.slice(at + 1), villages),
  );
  return {
    all: villages.length,
    done: days.filter((day) => day !== null).length,
    missing: villages.filter((_, at) => days[at] === null).map(({ name }) => name),
    sums: sumsOf(counting.flatMap(({ counts }) => counts)),
  };
}

/** What was said again for all the villages of a tick that lie here counts no more. */
function stillCounts(tick: Tick, later: readonly Tick[], villages: readonly Village[]): boolean {
  return villages.some(
    ({ path }) =>
      tick.paths.some((own) => covers(own, path)) &&
      !later.some(({ paths }) => paths.some((other) => covers(other, path))),
  );
}

/** By word and unit, in the order in which they were first said: 人 and 人次 stay apart. */
export function sumsOf(counts: readonly Count[]): Count[] {
  const sums = new Map<string, Count>();
  for (const { label, value, unit } of counts) {
    const key = `${label} ${unit}`;
    sums.set(key, { label, unit, value: (sums.get(key)?.value ?? 0) + value });
  }
  return [...sums.values()];
}

/** `216人`, `排查3件、化解2件` */
export const countWords = (counts: readonly Count[]): string =>
  counts.map(({ label, value, unit }) => `${label}${value.toLocaleString("en-US")}${unit}`).join("、");
