import type { DirectoryEntry, KnownEntry } from "../store/tables/directory.ts";
import type { Tables } from "../store/tables.ts";
import { badRow, type Checked } from "./check.ts";
import { checkDirectory, type DirectoryRow } from "./check-directory.ts";
import type { Table } from "./table.ts";
import type { Written } from "./write.ts";

/** Reads a directory; a number that an export has masked is the one that is known. */
export async function readDirectory(table: Table, tables: Tables): Promise<Checked<DirectoryRow>> {
  const { good, bad, unknownColumns } = checkDirectory(table);
  const known = await knownEntries(tables);
  const phoneOf = (row: DirectoryRow) => (row.isMasked ? known.get(keyOf(row))?.phone : row.phone);
  const unclear = good.filter((row) => row.isMasked && !phoneOf(row));
  return {
    good: good.filter((row) => !unclear.includes(row)).map((row) => ({ ...row, phone: phoneOf(row) ?? null })),
    bad: [...bad, ...unclear.map(({ row }) => badRow(row, "电话遮住了，原来也没有：写全号码"))],
    unknownColumns,
  };
}

export async function writeDirectory(rows: readonly DirectoryEntry[], tables: Tables): Promise<Written> {
  const known = await knownEntries(tables);
  let [added, updated] = [0, 0];
  for (const entry of rows) {
    const before = known.get(keyOf(entry));
    if (before && isSame(before, entry)) continue;
    await tables.directory.put(entry);
    if (before) updated++;
    else added++;
  }
  return { added, updated };
}

export async function endingEntries(rows: readonly DirectoryEntry[], tables: Tables): Promise<readonly KnownEntry[]> {
  const kept = new Set(rows.map(keyOf));
  return (await tables.directory.all()).filter((entry) => !kept.has(keyOf(entry)));
}

const keyOf = ({ title, name }: DirectoryEntry): string => `${title}\n${name}`;

const isSame = (one: DirectoryEntry, other: DirectoryEntry): boolean =>
  one.phone === other.phone && one.isPublic === other.isPublic && one.matters.join() === other.matters.join();

const knownEntries = async (tables: Tables): Promise<ReadonlyMap<string, KnownEntry>> =>
  new Map((await tables.directory.all()).map((entry) => [keyOf(entry), entry]));
