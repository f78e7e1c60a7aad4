/** Grades of a village, from the best on. */
export const villageGrades = ["好", "较好", "一般", "较差", "差"];

/** One of them as it was given; others, of people and of stars, are not compared. */
export type Given = { readonly grade: string; readonly at: number };

/** How far below the best; null: it is no grade of a village. */
export const rankOf = (grade: string): number | null =>
  villageGrades.includes(grade) ? villageGrades.indexOf(grade) : null;

/** What it was when something began, and what it is now: of what was given since, the first counts where nothing stood before. */
export function gradesSince(
  all: readonly Given[],
  began: number,
): { readonly start: string | null; readonly now: string | null } {
  const graded = all.filter(({ grade }) => rankOf(grade) !== null).toSorted((one, other) => one.at - other.at);
  const before = graded.findLast(({ at }) => at <= began) ?? graded[0];
  return { start: before?.grade ?? null, now: graded.at(-1)?.grade ?? null };
}

export const isRisen = (start: string | null, now: string | null): boolean =>
  start !== null && now !== null && (rankOf(now) ?? 0) < (rankOf(start) ?? 0);

/** Whether a goal that was set is reached. */
export function isReached(goal: string, now: string | null): boolean {
  const wanted = rankOf(goal);
  return wanted !== null && now !== null && (rankOf(now) ?? villageGrades.length) <= wanted;
}
