import { kindOf } from "../../ledger/kinds.ts";
import type { RecordChange, RecordRow } from "../../store/tables/records.ts";
import type { Tables } from "../../store/tables.ts";
import { placesOf } from "./keep.ts";

/** Of a record that is counted: it is the same happening as another one, and counts for its author alone. */
export const isJoined = (row: Pick<RecordRow, "kind" | "of_id">): boolean =>
  row.of_id !== null && kindOf(row.kind).counts !== undefined;

/** A record that was withdrawn is counted no more. */
export async function uncount(row: RecordRow, tables: Tables): Promise<void> {
  if (!kindOf(row.kind).counts) return;
  const paths = await pathsOf(placesOf(row, tables), tables);
  if (isJoined(row)) {
    await tables.withdrawn.separate(row.id);
    if (paths) await tables.coverage.add(forAll(row, paths));
  }
  if (paths) await tables.coverage.remove({ ...forAll(row, paths), personId: row.author_id });
}

/** Two of one happening stay whose they are, and count once. False where somebody was faster. */
export async function join(row: RecordRow, into: RecordRow, tables: Tables): Promise<boolean> {
  if (!(await tables.records.change(row, { of_id: into.id }))) return false;
  const paths = await pathsOf(placesOf(row, tables), tables);
  if (paths) await tables.coverage.remove(forAll(row, paths));
  return true;
}

/** It is one of its own again. */
export async function separate(row: RecordRow, tables: Tables): Promise<void> {
  if (!(await tables.records.change(row, { of_id: null }))) return;
  await countAlone(row, tables);
}

async function countAlone(row: RecordRow, tables: Tables): Promise<void> {
  const paths = await pathsOf(placesOf(row, tables), tables);
  if (paths) await tables.coverage.add(forAll(row, paths));
}

const forAll = ({ kind, day }: RecordRow, paths: readonly [string, ...string[]]) => ({
  ...{ kind, paths, personId: null, day },
});

/** The coverage cells follow a record that was changed to another day or place, or is one of its own again. */
export async function recount(row: RecordRow, change: RecordChange, tables: Tables): Promise<void> {
  const next = { ...row, ...change };
  if (isJoined(row) && change.of_id === null) await countAlone(row, tables);
  const [from, to] = [placesOf(row, tables), placesOf(next, tables)];
  if (!kindOf(row.kind).counts || (from.join() === to.join() && row.day === next.day)) return;
  // what is of another day or place is another happening
  if (isJoined(next)) await separate(row, tables);
  for (const part of await tables.records.of(row.id)) if (isJoined(part)) await separate(part, tables);
  const [, ...further] = to;
  await tables.recordPlaces.set(row.id, further);
  const [before, after] = [await pathsOf(from, tables), await pathsOf(to, tables)];
  const counted = { kind: row.kind, personId: row.author_id };
  if (before) await tables.coverage.remove({ ...counted, paths: before, day: row.day });
  if (after) await tables.coverage.add({ ...counted, paths: after, day: next.day });
}

async function pathsOf(ids: readonly string[], tables: Tables): Promise<[string, ...string[]] | null> {
  const places = await Promise.all(ids.map((id) => tables.places.get(id)));
  const [first, ...others] = places.flatMap((place) => place?.path ?? []);
  return first === undefined ? null : [first, ...others];
}
