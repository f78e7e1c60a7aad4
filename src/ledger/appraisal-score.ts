import { leastCell } from "./appraisal.ts";
import type { Scale } from "./appraisal-templates.ts";

/** Numbers of points are added up exactly: a mean of a mean that was rounded is another one. */
export type Fraction = { readonly over: bigint; readonly under: bigint };

export const fraction = (over: number | bigint, under: number | bigint = 1): Fraction => ({
  over: BigInt(over),
  under: BigInt(under),
});
export const plus = (one: Fraction, other: Fraction): Fraction =>
  fraction(one.over * other.under + other.over * one.under, one.under * other.under);
export const minus = (one: Fraction, other: Fraction): Fraction => plus(one, fraction(-other.over, other.under));
export const times = (one: Fraction, by: number, per: number): Fraction =>
  fraction(one.over * BigInt(by), one.under * BigInt(per));

/** `91.5`: half up, away from zero below it. */
export function oneDecimal({ over, under }: Fraction): string {
  const sign = over < 0n ? "-" : "";
  const size = over < 0n ? -over : over;
  const tenths = (size * 20n + under) / (under * 2n);
  return `${tenths === 0n ? "" : sign}${tenths / 10n}.${tenths % 10n}`;
}

/** `90.0` as it was written down by hand; null: no such number. */
export function readDecimal(words: string): Fraction | null {
  const match = /^(\d{1,3})(?:\.(\d))?$/.exec(words.normalize("NFKC").trim());
  return match ? fraction(Number(match[1]) * 10 + Number(match[2] ?? 0), 10) : null;
}

/** How often each grade was given: by its place on the scale, or by the number itself. */
export type Counts = ReadonlyMap<number, number>;

const pointsOf = (scale: Scale, grade: number): number | null =>
  scale === null ? grade : (scale[grade]?.points ?? null);

/** How many lines give a score. */
export const scored = (scale: Scale, counts: Counts): number =>
  [...counts].reduce((sum, [grade, count]) => sum + (pointsOf(scale, grade) === null ? 0 : count), 0);

/** Fewer are nobody's result; a place may want more. */
export const isEnough = (scale: Scale, counts: Counts, least: number = leastCell): boolean =>
  scored(scale, counts) >= Math.max(least, leastCell);

const trimmedFrom = 10;

/** Σ points × count ÷ Σ count, without what is no score; null: nothing is. */
export function meanOf(scale: Scale, counts: Counts, trims = false): Fraction | null {
  const all = [...counts]
    .flatMap(([grade, count]) => {
      const points = pointsOf(scale, grade);
      return points === null || count === 0 ? [] : [{ points, count }];
    })
    .sort((one, other) => one.points - other.points);
  const many = all.reduce((sum, { count }) => sum + count, 0);
  if (many === 0) return null;
  const total = all.reduce((sum, { points, count }) => sum + points * count, 0);
  if (!trims || many < trimmedFrom) return fraction(total, many);
  return fraction(total - (all[0]?.points ?? 0) - (all.at(-1)?.points ?? 0), many - 2);
}

/** Σ weight × panel; null where any panel has none: its weight is not spread over the others. */
export function totalOf(
  parts: readonly { readonly weight: number; readonly score: Fraction | null }[],
): Fraction | null {
  if (parts.length === 0 || parts.some(({ score }) => score === null)) return null;
  return parts.reduce<Fraction>(
    (sum, { weight, score }) => (score === null ? sum : plus(sum, times(score, weight, 100))),
    fraction(0),
  );
}

/** All counts of several objects together. */
export function together(all: readonly Counts[]): Counts {
  const sum = new Map<number, number>();
  for (const counts of all) for (const [grade, count] of counts) sum.set(grade, (sum.get(grade) ?? 0) + count);
  return sum;
}
