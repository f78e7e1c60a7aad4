import { type Calendar, dayNumber } from "../chinese/time/index.ts";
import { endOfWorkday, lateFrom } from "./assignment-days.ts";
import { isOverdue } from "./assignment-facts.ts";

/** What of a matter counts in the three rates. Moments are epoch milliseconds. */
export type RatedMatter = {
  readonly state: string;
  readonly outcome: string | null;
  readonly dueAt: number | null;
  readonly request: string | null;
  readonly requestAt: number | null;
  /** when the message that hands it over reached its owner; null: not yet, and no clock runs */
  readonly heardAt: number | null;
  readonly respondedAt: number | null;
  /** what each asker said last; null: they were asked and have not said anything */
  readonly words: readonly (string | null)[];
};

type Rate = { readonly of: number; readonly all: number };

export type Rates = {
  readonly all: number;
  readonly closed: number;
  readonly working: number;
  readonly overdue: number;
  /** days */
  readonly longest: number;
  readonly responded: Rate;
  readonly solved: Rate;
  readonly satisfied: Rate;
  /** askers of closed matters who kept silent: never counted as satisfied */
  readonly silent: number;
};

const content: ReadonlySet<string | null> = new Set(["满意", "基本满意"]);
const discontent = "不满意";
/** What was taken back, and what lies returned, stands outside. */
const outside: ReadonlySet<string> = new Set(["void", "returned"]);

/**
 * The three rates of a place. 响应: of those whose time to answer is over, the ones answered within it. 解决: closed as
 * done, of all closed and all overdue. 满意: of the askers who said so or the opposite; 不用回 is neither.
 */
export function ratesOf(matters: readonly RatedMatter[], now: number, calendar: Calendar): Rates {
  const counted = matters.filter(({ state }) => !outside.has(state));
  const closed = counted.filter(({ state }) => state === "closed");
  const late = counted.filter((one) => isLate(one, now, calendar));
  const answerable = counted.flatMap(({ heardAt, respondedAt }) => {
    const until = heardAt === null ? now : endOfWorkday(heardAt, 1, calendar);
    return until < now ? [{ respondedAt, until }] : [];
  });
  const said = counted.flatMap(({ words }) => words).filter((word) => content.has(word) || word === discontent);
  const days = late.map(({ dueAt }) => dayNumber(now) - dayNumber(lateFrom(dueAt ?? now, calendar)));
  return {
    ...{ all: counted.length, closed: closed.length, overdue: late.length },
    working: counted.length - closed.length - late.length,
    longest: Math.max(0, ...days),
    responded: {
      of: answerable.filter(({ respondedAt, until }) => respondedAt !== null && respondedAt <= until).length,
      all: answerable.length,
    },
    solved: { of: closed.filter(({ outcome }) => outcome === "solved").length, all: closed.length + late.length },
    satisfied: { of: said.filter((word) => content.has(word)).length, all: said.length },
    silent: closed.flatMap(({ words }) => words).filter((word) => word === null).length,
  };
}

const isLate = ({ state, dueAt, request, requestAt }: RatedMatter, now: number, calendar: Calendar): boolean =>
  isOverdue({ state, dueAt, own: { request, request_at: requestAt } }, now, calendar);

const rate = (word: string, { of, all }: Rate): string => `${word}${of}/${all}`;

/** `交办38件：办结21、在办12、超期5（最久9天）。响应36/38，解决19/26，满意11/13（没回话4）` */
export function ratesWords({
  all,
  closed,
  working,
  overdue,
  longest,
  responded,
  solved,
  satisfied,
  silent,
}: Rates): string {
  const late = overdue > 0 ? `${overdue}（最久${longest}天）` : "0";
  const unsaid = silent > 0 ? `（没回话${silent}）` : "";
  return `交办${all}件：办结${closed}、在办${working}、超期${late}。${rate("响应", responded)}，${rate("解决", solved)}，${rate("满意", satisfied)}${unsaid}`;
}
