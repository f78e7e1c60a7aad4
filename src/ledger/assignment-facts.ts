import type { Calendar } from "../chinese/time/index.ts";
import { lateFrom, workdaysSince } from "./assignment-days.ts";
import { fixedTerms, termsOf } from "./assignment-terms.ts";
import type { Kept, Own } from "./kind.ts";

/** What is asked of the assigner and waits. */
export type Request = {
  readonly word: "延期" | "转办";
  readonly at: number;
  readonly until: number | null;
  readonly personId: string | null;
};

const number = (own: Own, name: string): number => Number(own[name] ?? 0);
const moment = (own: Own, name: string): number | null => (own[name] == null ? null : Number(own[name]));
const text = (own: Own, name: string): string | null => (own[name] == null ? null : String(own[name]));

/** What is special to a matter that was handed over. */
export const factsOf = ({ own, set }: Pick<Kept, "own" | "set">) => ({
  terms: termsOf(set),
  outcome: text(own, "outcome"),
  list: text(own, "list") ?? "",
  firstDue: moment(own, "first_due_at"),
  extensions: number(own, "extensions"),
  redone: number(own, "redone"),
  isFinal: number(own, "is_final") === 1,
  wasPassedOn: number(own, "passed_on") === 1,
  signedAt: moment(own, "signed_at"),
  respondedAt: moment(own, "responded_at"),
  returnedAt: moment(own, "returned_at"),
  reportedAt: moment(own, "reported_at"),
  verifiedAt: moment(own, "verified_at"),
  askedAt: moment(own, "asked_at"),
  closedAt: moment(own, "closed_at"),
  nudgedAt: moment(own, "nudged_at"),
  request: requestOf(own),
});

function requestOf(own: Own): Request | null {
  const [word, at] = [own.request, moment(own, "request_at")];
  if ((word !== "延期" && word !== "转办") || at === null) return null;
  return {
    ...{ word, at, until: moment(own, "request_due_at"), personId: text(own, "request_person_id") },
  };
}

export const noRequest: Own = {
  ...{ request: null, request_at: null, request_due_at: null, request_person_id: null },
};

/** Not overdue is what is done, checked, or void, and what waits for a yes to more time. */
export function isOverdue(kept: Pick<Kept, "dueAt" | "state" | "own">, now: number, calendar: Calendar): boolean {
  const { dueAt, state } = kept;
  if (dueAt === null || !["offered", "working", "returned"].includes(state)) return false;
  const request = requestOf(kept.own);
  const isAsking = request?.word === "延期" && workdaysSince(request.at, now, calendar) <= fixedTerms.requestDays;
  return !isAsking && now > lateFrom(dueAt, calendar);
}
