import type { Gazetteer } from "../bot/places.ts";
import { endPost } from "../bot/post.ts";
import { tellLeft } from "../bot/tell/left.ts";
import type { Table } from "../import/table.ts";
import { leftOut, lossesOf, lossWords } from "../import/whole-roster.ts";
import { type PeopleFile, readPeople, writePeople } from "../import/write-people.ts";
import type { Tables } from "../store/tables.ts";
import { type Flags, reportRows, writtenWords } from "./import-report.ts";
import { list, wereListed } from "./losses.ts";
import type { CliContext } from "./tool.ts";

/** A roster: posts are given by it, and end only where it is the whole one and what it ends was listed before. */
export async function importPeople(
  table: Table,
  places: Gazetteer,
  tables: Tables,
  flags: Flags,
  context: CliContext,
): Promise<number> {
  const { out, err, now } = context;
  const file = await readPeople(table, places.index, tables);
  const whole = flags.has("--whole");
  if (whole && (!file.columns.has("岗位") || file.bad.length > 0)) {
    reportRows(file, context);
    err("整份名册（--whole）要有“岗位”这一栏，也不能有坏行：没写进去的人会被当成没有岗位。一行也没有写。");
    return 1;
  }
  const losses = whole ? await lossesOf(file, places, tables) : [];
  for (const loss of losses) out(`不再担任：${lossWords(loss, places)}`);
  if (whole && !flags.has("--dry-run") && !(await wereListed("roster", losses, tables))) {
    await list("roster", losses, tables);
    err(`以上${losses.length}个岗位名册里没有了，还没有动。看过没错，原样再导一遍就撤。`);
    return 1;
  }
  if (whole && flags.has("--dry-run")) await list("roster", losses, tables);
  if (!whole) sayLeftOut(file, places, context);
  const code = reportRows(file, context, flags);
  if (code !== null) return code;
  const { added, updated } = await writePeople(file, tables, now(), everyNth(file.good.length, err));
  for (const loss of losses) {
    const ended = await endPost(loss, tables, now());
    for (const row of ended?.left ?? [])
      await tellLeft(loss.personName, row, `import:${loss.id}`, { tables, now: now() });
  }
  const ended = losses.length > 0 ? `，撤岗${losses.length}个` : "";
  out(writtenWords({ added, updated }, ended, file.bad.length));
  return file.bad.length > 0 ? 1 : 0;
}

function sayLeftOut(file: PeopleFile, places: Gazetteer, { out }: CliContext): void {
  for (const loss of leftOut(file))
    out(`还在任，没有动：${lossWords(loss, places)}。要撤：/撤岗 ${loss.personName}，或者导整份名册，加 --whole`);
}

const linesEach = 10_000;

/** `写了20000/100000人…` now and then; the end is said by what was imported. */
function everyNth(all: number, say: (line: string) => void): (done: number) => void {
  let next = linesEach;
  return (done) => {
    if (done < next || done >= all) return;
    say(`写了${done}/${all}人……`);
    next = done - (done % linesEach) + linesEach;
  };
}
