import { z } from "zod";
import { defineCommand } from "../../src/bot/command/command.ts";
import type { Context } from "../../src/bot/context.ts";
import { may } from "../../src/bot/permission.ts";
import { type PlaceValue, placeArgument } from "../../src/bot/reading/declare.ts";
import { gistFor, lineOf, numberWithTown } from "../../src/bot/record/line.ts";
import { mayRead } from "../../src/bot/record/may-read.ts";
import { recordsList } from "../../src/bot/record/records-list.ts";
import { onlooker } from "../../src/bot/record/subject.ts";
import { privately } from "../../src/bot/reply.ts";
import { demand } from "../../src/bot/turn/carry-out.ts";
import { clip } from "../../src/chinese/privacy/clip.ts";
import { dayOf } from "../../src/chinese/time/index.ts";
import { daysBetween } from "../../src/ledger/coverage.ts";
import { kinds, noticeKind, waits } from "../../src/ledger/kinds.ts";
import { talkAreas } from "../../src/ledger/talk.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const shown = 5;
const looked = 60;
const year = 365 * 24 * 60 * 60_000;

/** Before somebody goes: what is open in the village, for that one alone. */
export const prepare = defineCommand({
  name: "备谈",
  looksUp: true,
  aliases: ["prepare"],
  summary: "去谈之前看村里还有什么没了结",
  role: "cadre",
  where: ["direct", "cadre"],
  examples: ["/备谈 东卧牛"],
  args: z.object({ place: placeArgument("村", { question: "去哪个村谈？" }) }),
  async run({ place }, context) {
    demand(context.actor, "keep record", place, "备谈");
    const talks = await recordsList("talk", { place, days: undefined }, undefined, context).find({
      limit: 2,
      offset: 0,
    });
    const told = await toldAt(place, context);
    const parts = [
      ...section(
        "上次谈心",
        talks.map((row) => lineOf(row, context)),
      ),
      ...section("记过的问题", problemsIn(told, context)),
      ...section("答应过的", promisesIn(told, context)),
      ...(await waitingAt(place, context)),
    ];
    return privately([`备谈 ${place.name}${parts.length === 0 ? "：没有记着没了结的事。" : ""}`, ...parts].join("\n"));
  },
});

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0
    ? []
    : [`${title}：`, ...lines.slice(0, shown), ...(lines.length > shown ? [`……共${lines.length}条`] : [])];

/** Talks and visits of the last year that this reader may read, the latest first. */
async function toldAt(place: PlaceValue, context: Context): Promise<RecordRow[]> {
  const { tables, places, now } = context;
  const days = { from: dayOf(now - year), to: dayOf(now) };
  const isWide = places.towns(place.path).length > 1;
  const rows: RecordRow[] = [];
  for (const { name } of kinds.filter(({ counts }) => counts))
    rows.push(
      ...(await tables.recent.list({ kind: name, path: place.path, isWide, days }, { limit: looked, offset: 0 })),
    );
  return rows.filter((row) => mayRead(row, context));
}

const all = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

/** `T3-2 路灯坏了（民生事业）`, by the areas of talks. */
function problemsIn(rows: readonly RecordRow[], context: Context): string[] {
  const found = rows.flatMap((row) => {
    const { problems, topics } = context.tables.records.openFields(row);
    const said = all(problems);
    const area = all(topics).find((topic) => talkAreas.includes(topic)) ?? all(topics)[0] ?? "";
    return said.map((problem, index) => {
      const number = `${numberWithTown(row, context)}${said.length > 1 ? `-${index + 1}` : ""}`;
      return { area, line: `${number} ${clip(problem, 30)}${area && `（${area}）`}` };
    });
  });
  const order = (area: string): number => {
    const index = talkAreas.indexOf(area);
    return index < 0 ? talkAreas.length : index;
  };
  return [...found].sort((one, other) => order(one.area) - order(other.area)).map(({ line }) => line);
}

function promisesIn(rows: readonly RecordRow[], context: Context): string[] {
  return rows.flatMap((row) =>
    all(context.tables.records.openFields(row).promises).map(
      (promise) => `${numberWithTown(row, context)} ${clip(promise, 30)}`,
    ),
  );
}

/** What waits there to be done or answered, of every kind that waits, the oldest first. */
async function waitingAt(place: PlaceValue, context: Context): Promise<string[]> {
  const { actor, places, tables, now } = context;
  if (!may(actor, "read opinion", place)) return [];
  const eyes = onlooker(actor, places);
  const lines: string[] = [];
  for (const kind of kinds) {
    if (!waits(kind, kind.lifecycle.starts) || kind.name === noticeKind || kind.sealed) continue;
    const { total } = await tables.waiting.count(kind.name, place.path, eyes);
    if (total === 0) continue;
    const rows = await tables.waiting.list(kind.name, place.path, { limit: shown, offset: 0 }, eyes);
    lines.push(
      `没办完的${kind.word}${total}条：`,
      ...rows.map((row) => {
        const days = daysBetween(dayOf(row.created_at), dayOf(now));
        return `${numberWithTown(row, context)} ${gistFor(row, context)}${days > 0 ? `（${days}天）` : ""}`;
      }),
    );
  }
  return lines;
}
