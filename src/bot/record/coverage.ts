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
  const names = missing.map(({ name }) => name);
  return coverageLine(word, { ...found, missing: names }, { today: dayOf(now), verb: counts?.verb ?? "" });
}

/** `走访 村21/21 社83/99 湾160/220`; empty when there is nothing below the villages. */
export async function levelsReached(kind: KindName, path: string, { tables, now }: Reading): Promise<string> {
  const counts = await tables.coverage.counts({ campaign: kind, path, who: "" }, mondayOf(now));
  return counts.size > 1 ? levelsLine(kindOf(kind).word, counts, { withChange: false }) : "";
}

/** The same with what came this week, and below it the names of the sections and hamlets that are missing. */
export async function levelsInFull(kind: KindName, { path, who, mostNames }: Asked, context: Context): Promise<string> {
  const { tables, places, now } = context;
  const counts = await tables.coverage.counts({ campaign: kind, path, who }, mondayOf(now));
  if (counts.size < 2) return "";
  const lines = [levelsLine(kindOf(kind).word, counts, { withChange: true })];
  for (const [level, word] of levelOrder) {
    const count = counts.get(level);
    if (level === "village" || !count || count.reached === count.all) continue;
    const missing = await tables.coverage.missing({ campaign: kind, path, level, who }, mostNames);
    const names = missing.map(({ id }) => places.localName(id));
    lines.push(`没${kindOf(kind).counts?.verb ?? ""}到的${word}：${nameSome(names, count.all - count.reached, "个")}`);
  }
  return lines.join("\n");
}
