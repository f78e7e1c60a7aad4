import type { PlaceLevel } from "../../chinese/names/index.ts";
import { dayOf } from "../../chinese/time/index.ts";
import { daysBetween, levelOrder } from "../../ledger/coverage.ts";
import { type KindName, kindOf } from "../../ledger/kinds.ts";
import type { Context } from "../context.ts";
import type { Reply } from "../reply.ts";
import { listed } from "./list.ts";

type Asked = {
  readonly path: string;
  readonly level: PlaceLevel;
  /** person id, or "" for anybody's records */
  readonly who: string;
};

/** `last_day`: absent, it was never reached */
type Gap = { readonly id: string; readonly last_day?: string | null };

/** `未谈的`: every place of a level that was never reached; when none is left, all, those it is longest ago of first. */
export async function gapsList(
  kind: KindName,
  { path, level, who }: Asked,
  page: number | undefined,
  context: Context,
): Promise<Reply> {
  const { places, tables, now } = context;
  const below = { campaign: kind, path, level, who };
  const counts = await tables.coverage.counts({ campaign: kind, path, who }, dayOf(now), places, [level]);
  const { all, reached } = counts.get(level) ?? { all: 0, reached: 0 };
  const never = all - reached;
  const verb = kindOf(kind).counts?.verb ?? "";
  const whose = who === "" ? "" : "您";
  const word = levelOrder.find(([one]) => one === level)?.[1] ?? "";
  return listed(
    {
      title: never > 0 ? `${whose}还没${verb}过的${word}` : `${whose}都${verb}过了，最久的在前`,
      empty: `这里没有${word}。`,
      ...(never > 0 ? { total: never, unit: `/${all}` } : {}),
      find: ({ limit, offset }): Promise<Gap[]> =>
        never > 0
          ? tables.coverage.missing(below, limit, places, offset)
          : tables.coverage.gaps(below, { limit, offset }, places),
      line: ({ id, last_day = null }) => {
        const town = places.towns(path).length > 1 ? (places.above(id, "town")?.name ?? "") : "";
        return `${town}${places.localName(id)}${last_day === null ? "" : ` ${daysBetween(last_day, dayOf(now))}天前`}`;
      },
    },
    page,
    context,
  );
}
