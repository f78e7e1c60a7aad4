import { type Calendar, type Day, dayNumber } from "../chinese/time/index.ts";
import { endOfWorkday, lateFrom, morningOf, workdayAfter, workdayBefore } from "./assignment-days.ts";
import { factsOf } from "./assignment-facts.ts";
import { fixedTerms } from "./assignment-terms.ts";
import type { Kept } from "./kind.ts";

/** What a day brings: due soon, overdue since yesterday, told upward, waiting for a decision, closed by silence. */
export type Struck = { readonly what: "soon" | "overdue" | "escalate" | "decide" | "close"; readonly day: Day };

/** All days on which a matter says something, as it stands now. */
function daysOf(kept: Kept, calendar: Calendar): readonly Struck[] {
  const { state, dueAt } = kept;
  const { request, returnedAt, reportedAt, verifiedAt, askedAt } = factsOf(kept);
  const after = (at: number | null, count: number, what: Struck["what"]): Struck[] =>
    at === null ? [] : [{ what, day: workdayAfter(dayNumber(at), count, calendar) }];
  if (state === "returned") return after(returnedAt, fixedTerms.decideDays, "decide");
  if (state === "checking")
    return [
      ...(verifiedAt === null ? after(reportedAt, fixedTerms.decideDays, "decide") : []),
      ...after(askedAt, factsOf(kept).terms.askerDays, "close").filter(() => verifiedAt !== null),
    ];
  if ((state !== "offered" && state !== "working") || dueAt === null) return [];
  const asked = request === null ? [] : after(request.at, fixedTerms.decideDays, "decide");
  const dueDay = dayNumber(lateFrom(dueAt, calendar));
  const soon = factsOf(kept).terms.reminders.map(
    (days) => ({ what: "soon", day: workdayBefore(dueDay, days, calendar) }) as const,
  );
  // a request for more time stands still; a no to it wakes the old clock again
  const late =
    request?.word === "延期" ? workdayAfter(dayNumber(request.at), fixedTerms.requestDays, calendar) : dueDay;
  const base = Math.max(late, dueDay);
  return [
    ...asked,
    ...(request?.word === "延期" ? [] : soon),
    { what: "overdue", day: workdayAfter(base, 1, calendar) },
    { what: "escalate", day: workdayAfter(base, factsOf(kept).terms.escalateDays, calendar) },
  ];
}

/** When the clock strikes next: the morning of a working day; what closes by silence does so at the end of its day. */
export function strikes(kept: Kept, now: number, calendar: Calendar): number | null {
  const times = daysOf(kept, calendar).map((one) => momentOf(one, kept, calendar));
  const ahead = times.filter((at) => at > now);
  return ahead.length > 0 ? Math.min(...ahead) : null;
}

const momentOf = ({ what, day }: Struck, kept: Kept, calendar: Calendar): number => {
  const { askedAt } = factsOf(kept);
  return what === "close" && askedAt !== null
    ? endOfWorkday(askedAt, factsOf(kept).terms.askerDays, calendar)
    : morningOf(day);
};

/** What the strike at this moment means. */
export const struckAt = (kept: Kept, at: number, calendar: Calendar): readonly Struck["what"][] =>
  daysOf(kept, calendar)
    .filter((one) => momentOf(one, kept, calendar) === at)
    .map(({ what }) => what);
