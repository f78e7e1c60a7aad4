import { tell } from "../src/bot/tell/tell.ts";
import { type Counts, scored, together } from "../src/ledger/appraisal-score.ts";
import { starsGiven } from "../src/ledger/appraisal-stars.ts";
import type { Scale, Template } from "../src/ledger/appraisal-templates.ts";
import { numberOf } from "../src/ledger/kinds.ts";
import { isByLaw } from "../src/ledger/own-appraisal-law.ts";
import type { RecordRow } from "../src/store/tables/records.ts";
import type { Tables } from "../src/store/tables.ts";

/** The grade that more than half give, else the one between, of two the better; null: nobody's result. */
export function majorityOf(scale: Scale, counts: Counts): string | null {
  const many = scored(scale, counts);
  if (scale === null || many === 0) return null;
  const most = scale.find(({ points }, grade) => points !== null && (counts.get(grade) ?? 0) * 2 > many);
  // a county writes its grades in the order it likes
  const graded = scale
    .filter(({ points }) => points !== null)
    .toSorted((one, other) => (other.points ?? 0) - (one.points ?? 0));
  return (most ?? graded[Math.floor((graded.length - 1) / 2)])?.word ?? null;
}

/**
 * Of a template in which the count is the grade: it is written into the history. Who failed twice in a row is told to the
 * secretary above the village, who has it looked into; nothing else comes of it.
 */
export async function gradeByCount(row: RecordRow, terms: Template, tables: Tables, now: number): Promise<void> {
  if (terms.fails === undefined) return;
  const cells = await tables.appraisals.cells(row.id);
  for (const object of await tables.appraisals.objects(row.id)) {
    const own = cells.filter(({ object_id }) => object_id === object.id);
    const grade = majorityOf(terms.scale, together(own.map((cell) => new Map([[cell.grade, cell.count]]))));
    if (grade === null || object.person_id === null || object.struck) continue;
    const [before] = await tables.grades.of(object.person_id, terms.name, 1);
    await tables.grades.keep({
      ...{ record_id: row.id, object_id: object.id, person_id: object.person_id, place_id: object.place_id },
      ...{ name: object.name, scheme: terms.name, grade, before: before?.grade ?? null, at: now },
    });
    if (grade !== terms.fails || before?.grade !== terms.fails) continue;
    const last = await tables.records.get(before.record_id);
    const numbers = [...(last ? [numberOf(last)] : []), numberOf(row)].join("、");
    const rule = isByLaw(terms.name) ? "《村民委员会组织法》第三十八条" : terms.cited?.不合格;
    const text = `${object.name}连续两次${terms.fails}（${numbers}），请${rule === undefined ? "" : `按${rule}`}核实。`;
    for (const person of await tables.appraisals.secretariesAbove(row.place_id ?? ""))
      await tell(
        {
          ...{ to: { person }, text, cause: `appraisal:${row.id}:twice:${object.id}:${person}` },
          ...{ subject: row.id, why: "others", private: true },
        },
        { tables, now },
      );
  }
}

/** Stars of each unit go into its history. */
export async function starsByCount(row: RecordRow, terms: Template, tables: Tables, now: number): Promise<void> {
  if (terms.rule !== "points") return;
  const counted = { panels: await tables.appraisals.panels(row.id), cells: await tables.appraisals.cells(row.id) };
  for (const { line, ...given } of starsGiven(terms, await tables.appraisals.objects(row.id), counted))
    await tables.grades.keepOfUnit(line, { ...given, at: now });
}
