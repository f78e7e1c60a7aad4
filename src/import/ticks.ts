import { countsField } from "../bot/record/checklist.ts";
import { placesField } from "../bot/record/keep.ts";
import { countWords } from "../ledger/checklist.ts";
import { newId } from "../store/engine/id.ts";
import type { Tables } from "../store/tables.ts";
import type { Said, TickRow } from "./check-ticks.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Pieces } from "./take-in.ts";
import type { Written } from "./write.ts";

const isSame = (one: Said, other: Said | null): boolean =>
  other !== null && one.day === other.day && countWords(one.counts) === countWords(other.counts);
const isKnown = (row: TickRow): boolean => row.before.every((before) => isSame(row, before));
/** What is said again without a number takes none away: it is said only of the places where it does not stand yet. */
function toSay(row: TickRow): TickRow {
  if (row.counts.length > 0) return row;
  const isOpen = (_: unknown, at: number): boolean => row.before[at]?.day !== row.day;
  return { ...row, places: row.places.filter(isOpen), before: row.before.filter(isOpen) };
}

export const planTicks = (rows: readonly TickRow[]): Plan =>
  planOf(
    rows.map((said) => {
      const row = toSay(said);
      const { places } = isKnown(row) ? said : row;
      const of = `${row.title} ${places.map(({ name }) => name).join("、")}`;
      if (isKnown(row)) return { of, changes: [] };
      const [before = null] = row.before.filter((one) => one !== null && !isSame(row, one));
      if (before === null) return { of, changes: null };
      const days = before.day === row.day ? [] : [["日期", before.day, row.day] as const];
      const [was, is] = [countWords(before.counts), countWords(row.counts)];
      return { of, changes: [...days, ...(was === is ? [] : [["数量", was, is] as const])] };
    }),
  );

/** The same in pieces. */
export const tickPieces = async (rows: readonly TickRow[], read: Tables): Promise<Pieces<TickRow>> => ({
  kind: "ticks",
  ended: await read.imports.ended("ticks"),
  all: rows.filter((row) => !isKnown(toSay(row))),
  async write(id, some, tables, now) {
    const { ids, ...written } = await writeTicks(some, tables, now);
    await tables.importChanges.keep(id, new Map(), await tables.importChanges.ofRecords(ids));
    return { ...written, left: [] };
  },
});

/** Each is a record of nobody's, which the last import of its village and item outweighs. */
export async function writeTicks(
  rows: readonly TickRow[],
  tables: Tables,
  now: number,
): Promise<Written & { readonly ids: readonly string[] }> {
  const plan = planTicks(rows);
  const ids: string[] = [];
  for (const row of rows.map(toSay).filter((one) => !isKnown(one))) {
    const [place, ...also] = row.places;
    if (!place) continue;
    const { id } = await tables.records.add({
      ...{ kind: "tick", town_id: place.town_id, place_id: place.id, chat: "", account: "", author_id: null },
      ...{ day: row.day, category: row.cell, text: [row.title, countWords(row.counts)].filter(Boolean).join(" ") },
      fields: {
        ...(row.counts.length > 0 ? { [countsField]: JSON.stringify(row.counts) } : {}),
        ...(also.length > 0 ? { [placesField]: also.map((one) => one.id) } : {}),
      },
      ...{ fingerprint: "", cause: `import:${newId()}`, created_at: now },
    });
    ids.push(id);
    if (also.length > 0)
      await tables.recordPlaces.set(
        id,
        also.map((one) => one.id),
      );
  }
  return { added: plan.added.length, updated: plan.updates.length, ids };
}
