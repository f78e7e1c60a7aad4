import type { Calendar } from "../../src/chinese/time/index.ts";
import { nextBell } from "../../src/ledger/publication.ts";
import type { PublicationRow } from "../../src/store/tables/publications.ts";
import { hanging, type Standing } from "./standing.ts";

/** Whether its objections are through: what comes next may be done while it still hangs. */
export const isThrough = ({ steps }: Pick<Standing, "steps">, { id }: Pick<PublicationRow, "id">): boolean =>
  steps.some(({ publication_id, result }) => publication_id === id && result === "passed");

/** When something is to be done of what hangs next; null: nothing hangs, or nothing is to be done any more. */
export function clockOf(standing: Standing, now: number, calendar: Calendar): number | null {
  const bells = hanging(standing).flatMap((one) => {
    const at = nextBell(
      {
        ...{ approvedAt: one.approved_at ?? now, objectionsUntil: one.objections_until, until: one.until },
        isThrough: isThrough(standing, one),
      },
      now,
      calendar,
    );
    return at === null ? [] : [at];
  });
  return bells.length === 0 ? null : Math.min(...bells);
}
