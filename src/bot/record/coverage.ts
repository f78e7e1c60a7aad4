import type { PlaceLevel } from "../../chinese/names/index.ts";
import { dayOf, mondayOf } from "../../chinese/time/index.ts";
import { coverageLine } from "../../ledger/coverage.ts";
import type { Context } from "../context.ts";

type Asked = {
  readonly campaign: "talk" | "visit";
  readonly title: string;
  readonly verb: string;
  readonly path: string;
  /** person id, or "" for anybody's records */
  readonly who: string;
  readonly mostNames: number;
};

/** The villages below a path that were reached and those that were not. */
export async function coverageOf(asked: Asked, { tables, now }: Pick<Context, "tables" | "now">): Promise<string> {
  const rows = await tables.coverage.reach(asked.campaign, asked.path, "village", asked.who);
  const reached = rows.map((row) => ({ name: row.name, firstDay: row.first_day, lastDay: row.last_day }));
  return coverageLine(asked.title, reached, {
    mostNames: asked.mostNames,
    today: dayOf(now),
    monday: mondayOf(now),
    verb: asked.verb,
  });
}

const levels: readonly [PlaceLevel, string][] = [
  ["village", "村"],
  ["section", "社"],
  ["hamlet", "湾"],
];

/** `走访 村21/21 社83/99 湾160/220`; empty when there is nothing below the villages. */
export async function visitLevels(path: string, { tables, now }: Pick<Context, "tables" | "now">): Promise<string> {
  const counts = await tables.coverage.counts("visit", path, mondayOf(now));
  const parts = levels.flatMap(([level, word]) => {
    const count = counts.get(level);
    return count ? [`${word}${count.reached}/${count.all}`] : [];
  });
  return parts.length > 1 ? `走访 ${parts.join(" ")}` : "";
}
