import { dayOf, mondayOf } from "../../chinese/time/index.ts";
import { coverageLine, levelOrder, levelsLine, nameSome } from "../../ledger/coverage.ts";
import { type KindName, kindOf } from "../../ledger/kinds.ts";
import type { Context } from "../context.ts";

type Asked = {
  readonly path: string;
  /** person id, or "" for anybody's records */
  readonly who: string;
  readonly mostNames: number;
};

type Reading = Pick<Context, "tables" | "places" | "now">;

/** The villages below a path that were reached by records of a kind, and those that were not. */
export const coverageOf = async (kind: KindName, asked: Asked, reading: Reading): Promise<string> =>
  (await reachedVillages(kind, asked, reading)).line;

async function reachedVillages(kind: KindName, { path, who, mostNames }: Asked, { tables, places, now }: Reading) {
  const { word, counts } = kindOf(kind);
  const below = { campaign: kind, path, level: "village", who } as const;
  const villages = await tables.coverage.summary(below, mondayOf(now), places);
  const missing = villages.reached < villages.all ? await tables.coverage.missing(below, mostNames, places) : [];
  const names = missing.map(({ name }) => name);
  const line = coverageLine(word, { ...villages, missing: names }, { today: dayOf(now), verb: counts?.verb ?? "" });
  return { line, villages };
}

/** `走访 村21/21 社83/99 湾160/220`; empty when there is nothing below the villages. */
export async function levelsReached(kind: KindName, path: string, { tables, places, now }: Reading): Promise<string> {
  const counts = await tables.coverage.counts({ campaign: kind, path, who: "" }, mondayOf(now), places);
  return counts.size > 1 ? levelsLine(kindOf(kind).word, counts, { withChange: false }) : "";
}

/** Villages, and where a kind goes further down the levels below with what came this week and the names that are missing. */
export async function coverageInFull(kind: KindName, asked: Asked, context: Context): Promise<string> {
  const { path, who, mostNames } = asked;
  const { tables, places, now } = context;
  const { word, counts } = kindOf(kind);
  const { line, villages } = await reachedVillages(kind, asked, context);
  if (counts?.downTo !== "hamlet") return line;
  const below = await tables.coverage.counts({ campaign: kind, path, who }, mondayOf(now), places, [
    "section",
    "hamlet",
  ]);
  if (below.size === 0) return line;
  const lines = [line, levelsLine(word, new Map([["village", villages], ...below]), { withChange: true })];
  for (const [level, levelWord] of levelOrder) {
    const count = below.get(level);
    if (!count || count.reached === count.all) continue;
    const missing = await tables.coverage.missing({ campaign: kind, path, level, who }, mostNames, places);
    const names = missing.map(({ id }) => places.localName(id));
    lines.push(`没${counts.verb}到的${levelWord}：${nameSome(names, count.all - count.reached, "个")}`);
  }
  return lines.join("\n");
}
