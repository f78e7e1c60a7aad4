import { fold } from "../chinese/fold.ts";
import { findQuantities } from "../chinese/numbers/numbers.ts";

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

/** What was said last of an item in a village. */
export const lastTick = (item: number, village: string, ticks: readonly Tick[]): Tick | undefined =>
  ticks.findLast((tick) => tick.item === item && tick.paths.some((path) => covers(path, village)));

/** When an item was done in a village; null: not yet. */
export const dayDone = (item: number, village: string, ticks: readonly Tick[]): string | null =>
  lastTick(item, village, ticks)?.day ?? null;

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

/** `排查3件`, `216人`, and nothing else. */
export function readCount(word: string): Count | null {
  const [found, ...more] = findQuantities(word);
  if (!found || more.length > 0 || found.end !== word.length) return unitless(word);
  const label = word.slice(0, found.start);
  if (!/^\p{Script=Han}{0,8}$/u.test(label) || found.unit === "-") return unitless(word);
  return { label, value: found.value, unit: found.unit };
}

/** 件, 起 and their like count matters, which are no things that one has. */
function unitless(word: string): Count | null {
  const [, label = "", value = "", unit = ""] =
    /^(\p{Script=Han}{0,8}?)(\d{1,7})(件|起|场|期|次|条|个|份|项)$/u.exec(fold(word).text) ?? [];
  return value === "" ? null : { label, value: Number(value), unit };
}
