import { type Counts, type Fraction, fraction, meanOf, plus, times, totalOf } from "./appraisal-score.ts";
import { isBallot, type PanelPlan, type Template } from "./appraisal-templates.ts";

type Line = {
  readonly id: string;
  readonly name: string;
  readonly person_id: string | null;
  readonly place_id: string | null;
  readonly criterion: string;
  readonly struck: number;
};
type Panel = PanelPlan & { readonly id: string };
type Cell = { readonly object_id: string; readonly panel_id: string; readonly grade: number; readonly count: number };

/** What several lines of a ballot grade together: an organisation, a household. */
export type Unit<One extends Line = Line> = { readonly name: string; readonly lines: readonly [One, ...One[]] };

/** In the order of the ballot. */
export function unitsOf<One extends Line>(objects: readonly One[]): readonly Unit<One>[] {
  const units = new Map<string, { name: string; lines: [One, ...One[]] }>();
  for (const object of objects.filter(({ struck }) => !struck)) {
    const key = `${object.place_id ?? ""} ${object.person_id ?? ""} ${object.name}`;
    const known = units.get(key);
    if (known) known.lines.push(object);
    else units.set(key, { name: object.name, lines: [object] });
  }
  return [...units.values()];
}

/** What one line came to; null: too few. */
export function lineScore(
  terms: Pick<Template, "scale" | "trims">,
  { panels, cells }: { readonly panels: readonly Panel[]; readonly cells: readonly Cell[] },
  objectId: string,
): Fraction | null {
  const parts = panels.map(({ id, weight, how }) => {
    const own = cells.filter(({ object_id, panel_id }) => object_id === objectId && panel_id === id);
    const counts: Counts = new Map(own.map(({ grade, count }) => [grade, count]));
    return { weight, score: meanOf(terms.scale, counts, terms.trims === true && isBallot(how)) };
  });
  return totalOf(parts);
}

export type Judged = {
  /** null: too few were asked about any of its lines */
  readonly points: Fraction | null;
  readonly stars: number | null;
  /** which of its stars, where each stands for something */
  readonly given: readonly string[];
};

/** Stars by what all criteria come to together, or one for each that more than half give. */
export function judged(
  terms: Template,
  unit: Unit,
  counted: { readonly panels: readonly Panel[]; readonly cells: readonly Cell[] },
): Judged {
  const scores = unit.lines.map(({ id, criterion }) => ({ criterion, score: lineScore(terms, counted, id) }));
  if (terms.rule === "each") {
    const given = scores.filter(({ score }) => score !== null && score.over * 2n > score.under * 100n);
    const isKnown = scores.some(({ score }) => score !== null);
    return {
      points: null,
      stars: isKnown ? given.length : null,
      given: given.map(({ criterion }) => criterion),
    };
  }
  const weights = new Map((terms.criteria ?? []).map(({ name, weight }) => [name, weight]));
  let sum = fraction(0);
  let all = 0;
  for (const { criterion, score } of scores) {
    if (score === null) return { points: null, stars: null, given: [] };
    const weight = weights.get(criterion) ?? 1;
    sum = plus(sum, times(score, weight, 1));
    all += weight;
  }
  const points = fraction(sum.over, sum.under * BigInt(all));
  return { points, stars: starsFor(points, terms.thresholds ?? []), given: [] };
}

/** What goes into the history of each unit: under its first line, in the order of the ballot. */
export const starsGiven = <One extends Line>(
  terms: Template,
  objects: readonly One[],
  counted: { readonly panels: readonly Panel[]; readonly cells: readonly Cell[] },
) =>
  unitsOf(objects).flatMap((unit) => {
    const { stars } = judged(terms, unit, counted);
    return stars === null ? [] : [{ line: unit.lines[0], scheme: terms.name, grade: starWords(terms, stars) }];
  });

/** How many, of thresholds from five stars down to one. */
export function starsFor({ over, under }: Fraction, thresholds: readonly number[]): number {
  const at = thresholds.findIndex((least) => over >= under * BigInt(least));
  return at < 0 ? 0 : thresholds.length - at;
}

const digits = ["无", "一", "二", "三", "四", "五"];

/** `四星`; of ten `9星`. */
export const starWords = ({ rule }: Pick<Template, "rule">, stars: number): string =>
  rule === "each" ? `${stars}星` : `${digits[stars] ?? stars}星`;
