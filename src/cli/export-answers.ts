import type { Gazetteer } from "../bot/places.ts";
import { namesIn } from "../bot/record/accused-in.ts";
import { isForwardable } from "../chinese/privacy/forwardable.ts";
import { maskSensitive } from "../chinese/privacy/sensitive.ts";
import { formatDay } from "../chinese/time/index.ts";
import { numberOf } from "../ledger/kinds.ts";
import type { RecordRow } from "../store/tables/records.ts";
import type { Tables } from "../store/tables.ts";

const columns = ["号", "日期", "村", "说的事", "结果", "答复", "答复日期"];
const pageLength = 200;
const results: Readonly<Record<string, string>> = { answered: "已答复", adopted: "已采纳", closed: "不另答复" };

/** What was answered, for the notice board: nobody is named, and what says too much of somebody is left out. */
export async function answersFor(
  tables: Tables,
  places: Gazetteer,
  now: number,
): Promise<{ readonly lines: readonly (readonly string[])[]; readonly remarks: readonly string[] }> {
  const path = places.root()?.path ?? "/";
  const wanted = { kind: "opinion", path, isWide: true, isSettled: true } as const;
  const lines: string[][] = [];
  let left = 0;
  for (let offset = 0; ; offset += pageLength) {
    const rows = await tables.recent.list(wanted, { limit: pageLength, offset });
    for (const row of rows) {
      const line = row.sensitive === 1 ? null : await lineOf(row, tables, places, now);
      if (line) lines.push(line);
      else if (row.state in results) left++;
    }
    if (rows.length < pageLength) break;
  }
  const remark = `${left}条说到具体的人或家里的事，没写进去`;
  return { lines: [columns, ...lines], remarks: left > 0 ? [remark] : [] };
}

async function lineOf(row: RecordRow, tables: Tables, places: Gazetteer, now: number): Promise<string[] | null> {
  const result = results[row.state];
  const place = row.place_id === null ? undefined : (places.above(row.place_id, "village") ?? places.get(row.place_id));
  if (result === undefined || !place) return null;
  const moves = await tables.moves.of(row.id);
  const last = moves.findLast(({ to_state, word }) => to_state in results && word !== "更正");
  const answer = moves.findLast((move) => move.word === "答复" || move.id === last?.id);
  const said = tables.records.openText(row);
  const answered = answer ? (tables.moves.openNote(answer) ?? "") : "";
  if (!isForwardable(maskSensitive(said)) || !isForwardable(maskSensitive(answered))) return null;
  const author = row.author_id === null ? undefined : await tables.people.get(row.author_id);
  const people = await tables.roster.couldBeMeant(namesIn(`${said}\n${answered}`), place.path);
  const names = [author?.name ?? "", row.with_name, ...people.map(({ name }) => name)].filter(
    (name) => name.length > 1,
  );
  const nameless = (text: string) =>
    maskSensitive(names.reduce((left, name) => left.replaceAll(name, `${[...name][0]}某`), text)).replace(
      /\s*\n\s*/g,
      " ",
    );
  const day = row.day === "" ? "" : formatDay(row.day, now);
  return [
    numberOf(row),
    day,
    place.name,
    nameless(said),
    result,
    nameless(answered),
    last ? formatDay(last.at, now) : "",
  ];
}
