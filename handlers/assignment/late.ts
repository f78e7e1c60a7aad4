import { atMinute, type Calendar, dayNumber } from "../../src/chinese/time/index.ts";
import { lateBounds, workdayBefore } from "../../src/ledger/assignment-days.ts";
import { fixedTerms } from "../../src/ledger/assignment-terms.ts";
import type { Late } from "../../src/store/tables/assignments.ts";

/** What is late now, as the database can be asked. */
export const lateAt = (now: number, calendar: Calendar): Late => ({
  ...lateBounds(now, calendar),
  now,
  askedSince: atMinute(workdayBefore(dayNumber(now), fixedTerms.requestDays, calendar), 0),
});
