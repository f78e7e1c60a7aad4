import type { PlaceLevel } from "../../chinese/names/index.ts";
import { dayOf, mondayOf } from "../../chinese/time/index.ts";
import { coverageLine } from "../../ledger/coverage.ts";
import { type KindName, kindOf } from "../../ledger/kinds.ts";
import type { Context } from "../context.ts";

type Asked = {
  readonly path: string;
  /** person id, or "" for anybody's records */
  readonly who: string;
  readonly mostNames: number;
};

type Reading = Pick<Context, "tables" | "now">;

/** The villages below a path that were reached by records of a kind, and those that were not. */
export async function coverageOf(
  kind: KindName,
  { path, who, mostNames }: Asked,
  { tables, now }: Reading,
): Promise<string> {
  const { word, counts } = kindOf(kind);
  const below = { campaign: kind, path, level: "village", who } as const;
  const found = await tables.coverage.summary(below, mondayOf(now));
  const missing = found.reached < found.all ? await tables.coverage.missing(below, mostNames) : [];
  return coverageLine(word, { ...found, missing }, { today: dayOf(now), verb: counts?.verb ?? "" });
}

const levels: readonly [PlaceLevel, string][] = [
  ["village", "村"],
  ["section", "社"],
  ["hamlet", "湾"],
];

/** `走访 村21/21 社83/99 湾160/220`; empty when there is nothing below the villages. */
export async function levelsReached(kind: KindName, path: string, { tables, now }: Reading): Promise<string> {
  const counts = await tables.coverage.counts(kind, path, mondayOf(now));
  const parts = levels.flatMap(([level, word]) => {
    const count = counts.get(level);
    return count ? [`${word}${count.reached}/${count.all}`] : [];
  });
  return parts.length > 1 ? `${kindOf(kind).word} ${parts.join(" ")}` : "";
}
