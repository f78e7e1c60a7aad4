import { daysBetween } from "./coverage.ts";
import { type Given, gradesSince, isRisen } from "./village-grade.ts";

type Stay = { readonly placeId: string; readonly since: number };
/** Of a village, where it is of no person. */
type GradeOf = Given & { readonly person_id: string | null; readonly place_id: string | null };

/** The grade of a village where somebody stays: when that began, and now. */
export const gradesOf = ({ placeId, since }: Stay, all: readonly GradeOf[]) =>
  gradesSince(
    all.filter(({ person_id, place_id }) => person_id === null && place_id === placeId),
    since,
  );

export function hasRisen(stay: Stay, all: readonly GradeOf[]): boolean {
  const { start, now } = gradesOf(stay, all);
  return isRisen(start, now);
}

/** Whether a stay ends soon, or has ended, and the village was not brought up. */
export const endsUnrisen = (
  stay: Stay & { readonly until: string | null },
  all: readonly GradeOf[],
  today: string,
  warnDays: number,
): boolean => stay.until !== null && daysBetween(today, stay.until) <= warnDays && !hasRisen(stay, all);
