import { shortName } from "../../ledger/coverage.ts";
import { kinds } from "../../ledger/kinds.ts";
import type { Tables } from "../../store/tables.ts";
import { type Line, ranks, type Scope } from "./section.ts";

const weekLength = 7 * 24 * 60 * 60_000;

/** What people do and say at places, in the order of the kinds; what is one's own is nobody's figure. */
const told = kinds.filter(({ counts, answered }) => counts !== undefined || answered !== undefined);

type Counts = ReadonlyMap<string, { readonly total: number; readonly away: number }>;

/** `一周新增 谈心5（前一周3）、走访20（前一周也是20）、意见12（外出8，前一周9）` */
export async function weekLines(scope: Scope, isOneOfSeveral: boolean, tables: Tables): Promise<Line[]> {
  const { place, since, now, onlooker, fresh } = scope;
  const before = await tables.waiting.freshSince(place.path, since - weekLength, onlooker, now - weekLength);
  const text = weekText(fresh, before);
  const whose = isOneOfSeveral ? `${shortName(place.name)} ` : "";
  return text === null ? [] : [{ text: `${whose}${text}`, rank: ranks.exception + 19, isNews: isAny(fresh) }];
}

const isAny = (counts: Counts): boolean => told.some(({ name }) => (counts.get(name)?.total ?? 0) > 0);

/** Null: nothing in either week. */
export function weekText(fresh: Counts, before: Counts): string | null {
  const earlier = told.flatMap(({ name, word }) => {
    const { total } = before.get(name) ?? { total: 0 };
    return total > 0 ? [`${word}${total}`] : [];
  });
  if (!isAny(fresh)) return earlier.length > 0 ? `一周没有新的（前一周${earlier.join("、")}）` : null;
  const parts = told.flatMap(({ name, word }) => {
    const { total, away } = fresh.get(name) ?? { total: 0, away: 0 };
    const last = before.get(name)?.total ?? 0;
    if (total === 0 && last === 0) return [];
    const change = total === last ? `前一周也是${last}` : `前一周${last}`;
    return [`${word}${total}（${away > 0 ? `外出${away}，` : ""}${change}）`];
  });
  return `一周新增 ${parts.join("、")}`;
}
