import { setImmediate as breathe } from "node:timers/promises";
import { ungraded } from "../src/bot/ballot-box.ts";
import type { JobContext } from "../src/bot/job.ts";
import { tell } from "../src/bot/tell/tell.ts";
import { isEnough } from "../src/ledger/appraisal-score.ts";
import { isBallot, isOnlyOpen, leastOf, type Scale, type Template } from "../src/ledger/appraisal-templates.ts";
import { numberOf } from "../src/ledger/kinds.ts";
import type { RecordRow } from "../src/store/tables/records.ts";
import type { Tables } from "../src/store/tables.ts";
import { gradeByCount, starsByCount } from "./appraisal-grades.ts";

const together = 200;
/** Opening one costs a fifth of a millisecond: whoever else is answered meanwhile waits for no more than these. */
const inARow = 25;
const minute = 60_000;
/** Panel and object, and how often each grade was given. */
type Tally = Map<string, Map<number, number>>;

/**
 * Rights are frozen. All lines are opened in memory, what is counted is written and everything else goes, in one
 * transaction; then the key; and last it is said to be done. Killed before the commit it begins again; after it only the
 * key is left to go.
 */
export async function closeAppraisal(row: RecordRow, context: JobContext): Promise<void> {
  const { store, now, ballotBox, log } = context;
  const info = await store.read.appraisals.of(row.id);
  if (info.counted_at === null) {
    const open = ballotBox.opener(row.id);
    if (!open && (await hasBallots(row, store.read))) return noKey(row, context);
    const terms = JSON.parse(info.terms) as Template;
    const tally: Tally = new Map();
    let broken = 0;
    for (let after = ""; open; ) {
      const lines = await store.read.ballots.castAfter(row.id, after, together);
      for (const [at, line] of lines.entries()) {
        if (at % inARow === 0) await breathe();
        const about = { record: row.id, panel: line.panel_id, object: line.object_id };
        try {
          addTo(tally, `${line.panel_id} ${line.object_id}`, open(about, line.envelope), terms.scale);
        } catch {
          broken += 1;
        }
      }
      const last = lines.at(-1);
      if (!last || lines.length < together) break;
      after = last.id;
    }
    if (broken > 0) log("lines of an appraisal could not be opened", { record: row.id, lines: broken });
    await store.write((tables) => settle(row, terms, tally, tables, now()));
  }
  ballotBox.destroy(row.id);
  await store.write((tables) => finish(row, tables, now()));
}

async function hasBallots(row: RecordRow, tables: Tables): Promise<boolean> {
  return (await tables.ballots.castAfter(row.id, "", 1)).length > 0;
}

function addTo(tally: Tally, key: string, grade: number, scale: Scale): void {
  const idea = scale?.findIndex(({ points }) => points === null) ?? -1;
  // of a scale without 不了解 what nobody graded is not counted at all
  const counted = grade === ungraded ? idea : grade;
  if (counted < 0) return;
  const counts = tally.get(key) ?? new Map<number, number>();
  counts.set(counted, (counts.get(counted) ?? 0) + 1);
  tally.set(key, counts);
}

/** Once: whoever comes second finds it counted. */
async function settle(row: RecordRow, terms: Template, tally: Tally, tables: Tables, now: number): Promise<void> {
  const { scale } = terms;
  const least = leastOf(terms);
  if (!(await tables.records.change(row, {}))) return;
  if ((await tables.appraisals.of(row.id)).counted_at !== null) return;
  const turnout = await tables.ballots.turnout(row.id);
  const objects = await tables.appraisals.objects(row.id);
  for (const panel of await tables.appraisals.panels(row.id)) {
    if (!isBallot(panel.how)) continue;
    const cells = objects.flatMap(({ id }) => {
      const counts = tally.get(`${panel.id} ${id}`) ?? new Map<number, number>();
      return isEnough(scale, counts, least)
        ? [...counts].map(([grade, count]) => ({ object_id: id, grade, count }))
        : [];
    });
    await tables.appraisals.setCells(row.id, panel.id, cells);
    const { entitled = 0, voted = 0 } = turnout.get(panel.id) ?? {};
    await tables.appraisals.setPanel(panel, { entitled, voted, settled: 1 });
  }
  await tables.ballots.end(row.id);
  await tables.appraisals.set(row.id, { counted_at: now });
}

async function finish(row: RecordRow, tables: Tables, now: number): Promise<void> {
  const { terms } = await tables.appraisals.of(row.id);
  const template = JSON.parse(terms) as Template;
  const { decides } = template;
  const state = decides ? "deciding" : "ready";
  if (!(await tables.records.change(row, { state, waiting: decides ? 1 : 0 }))) return;
  await tables.appraisals.set(row.id, { next_at: null });
  if (!isOnlyOpen(await tables.appraisals.panels(row.id))) {
    await gradeByCount(row, template, tables, now);
    await starsByCount(row, template, tables, now);
  }
  if (row.author_id === null) return;
  const number = numberOf(row);
  const text = `${number} ${tables.records.openText(row)}计完票了，票和钥匙都销毁了。看结果：/评议 结果 ${number}`;
  const news = { text, cause: `appraisal:${row.id}:counted`, subject: row.id, why: "others", private: true } as const;
  await tell({ to: { person: row.author_id }, ...news }, { tables, now });
}

/** The disk with the key is gone, or this process has another directory. */
async function noKey(row: RecordRow, { store, now, log }: JobContext): Promise<void> {
  log("the key of an appraisal is not in BALLOT_DIR", { record: row.id });
  await store.write(async (tables) => {
    await tables.appraisals.set(row.id, { next_at: now() + 60 * minute });
    if (row.author_id === null) return;
    const number = numberOf(row);
    const text = `${number} 的票箱钥匙没了，票打不开，只能作废重投：/评议 作废 ${number} 原因。先请管理员看看 BALLOT_DIR。`;
    const news = { text, cause: `appraisal:${row.id}:no key`, subject: row.id, why: "own", private: true } as const;
    await tell({ to: { person: row.author_id }, ...news }, { tables, now: now() });
  });
}

/** It was called off: lines, rights and key go. */
export async function dropAppraisal(row: RecordRow, { store, ballotBox }: JobContext): Promise<void> {
  await store.write(async (tables) => {
    await tables.ballots.end(row.id);
    await tables.appraisals.set(row.id, { next_at: null });
  });
  ballotBox.destroy(row.id);
}
