import type { Gazetteer } from "../bot/places.ts";
import { loadReference } from "../bot/places.ts";
import { endPost } from "../bot/post.ts";
import { tellLeft } from "../bot/tell/left.ts";
import { joinedFaults } from "../import/check.ts";
import { rosterPieces } from "../import/roster-pieces.ts";
import type { Table } from "../import/table.ts";
import { takeIn } from "../import/take-in.ts";
import { type Loss, leftOut, lossesOf, lossWords } from "../import/whole-roster.ts";
import { type PeopleFile, readPeople } from "../import/write-people.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { everyNth, type Flags, reportRows, writtenWords } from "./import-report.ts";
import { list, wereListed } from "./losses.ts";
import { putRight } from "./put-right.ts";
import type { CliContext } from "./tool.ts";

/** A roster: posts are given by it, and end only where it is the whole one and what it ends was listed before. */
export async function importPeople(
  table: Table,
  name: string,
  store: Store,
  flags: Flags,
  context: CliContext,
): Promise<number> {
  const { out, err, now } = context;
  const dry = flags.has("--dry-run");
  if (!dry) await putRight(store, context);
  // beside the writer: messages are written meanwhile
  const { places } = await loadReference(store.read);
  const file = await readPeople(table, places.index, store.read);
  const whole = flags.has("--whole");
  if (whole && (!file.columns.has("岗位") || file.bad.length > 0)) {
    reportRows(file, context);
    err("整份名册（--whole）要有“岗位”这一栏，也不能有坏行：没写进去的人会被当成没有岗位。一行也没有写。");
    return 1;
  }
  const losses = whole ? await lossesOf(file, places, store.read) : [];
  for (const loss of losses) out(`不再担任：${lossWords(loss, places)}`);
  if (whole && !dry && !(await wereListed("roster", losses, store.read))) {
    await store.write((tables) => list("roster", losses, tables));
    err(`以上${losses.length}个岗位名册里没有了，还没有动。看过没错，原样再导一遍就撤。`);
    return 1;
  }
  if (whole && dry) await store.write((tables) => list("roster", losses, tables));
  if (!whole) await sayLeftOut(file, places, context);
  const code = reportRows(file, context, flags);
  if (code !== null) return code;
  const written = await takeIn(await rosterPieces(file, places), {
    ...{ store, now, author: "cli", placeId: "", file: name, draft: null },
    onProgress: everyNth("人", err),
    async atEnd(tables, _, id) {
      const theirs = () => tables.importChanges.ofPeople([...new Set(losses.map(({ personId }) => personId))], []);
      const before = await theirs();
      for (const loss of losses) await endLoss(loss, tables, now());
      await tables.importChanges.keep(id, before, await theirs());
      return losses.length;
    },
  });
  for (const line of joinedFaults(written.left)) err(line);
  const skipped = file.bad.length + written.left.length;
  out(writtenWords(written, losses.length > 0 ? `，撤岗${losses.length}个` : "", skipped));
  return skipped > 0 ? 1 : 0;
}

async function endLoss(loss: Loss, tables: Tables, now: number): Promise<void> {
  const ended = await endPost(loss, tables, now);
  for (const row of ended?.left ?? []) await tellLeft(loss.personName, row, `import:${loss.id}`, { tables, now });
}

async function sayLeftOut(file: PeopleFile, places: Gazetteer, { out }: CliContext): Promise<void> {
  for (const loss of await leftOut(file))
    out(`还在任，没有动：${lossWords(loss, places)}。要撤：/撤岗 ${loss.personName}，或者导整份名册，加 --whole`);
}
