import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import type { Seal } from "../engine/seal.ts";
import { openStore, type Store } from "../store.ts";
import type { AnyRow } from "../tables/whole.ts";
import type { Tables } from "../tables.ts";
import { BackupFault, type Manifest, openRows, writeWhole } from "./file.ts";
import { differing, type Marks, marking, rowsIn } from "./marks.ts";

/**
 * What is in no backup: the keys of unnamed voices, by which somebody could be found again, and what lets browsers in
 * or holds a connection at this moment.
 */
const leftOut = new Set(["consultation_secrets", "tickets", "claims", "devices", "sessions", "leases"]);
/** An answer to what leaves no trace. */
const isLeftOut = (table: string, row: AnyRow): boolean => table === "outbox" && row.purpose === "unwritten";

/** Rows, and characters of theirs, that are written at once. */
const together = 500;
const mostSize = 4_000_000;
const sizeOf = (row: AnyRow): number =>
  Object.values(row).reduce<number>((sum, value) => sum + (typeof value === "string" ? value.length : 8), 0);
/** One unit of work fills the whole of it, nobody pulls the plug that it is not done again after, and nothing is left in a file beside it. */
export const unhurried = { patience: 24 * 3_600_000, synchronous: "off", serves: true } as const;

export type Written = {
  readonly rows: number;
  readonly tables: number;
  readonly sealed: number;
  readonly bytes: number;
};

type Asked = {
  readonly store: Store;
  /** of the same database */
  readonly url: string;
  readonly path: string;
  readonly seal: Seal;
  readonly now: number;
};

/**
 * Writes all there is, as at one moment, into one SQLite file, whichever engine it comes from: it is put back without
 * any program of a database. Reads it again before it gets its name.
 */
export async function writeBackup({ store, url, path, seal, now }: Asked): Promise<Written> {
  const draft = `${path}.filling`;
  const whole = `${path}.part`;
  const drop = () => {
    for (const end of ["", "-wal", "-shm"]) rmSync(`${draft}${end}`, { force: true });
    rmSync(whole, { force: true });
  };
  drop();
  try {
    const copy = await openStore({ url: `sqlite:${draft}`, seal, sqlite: unhurried });
    let tables: Marks = {};
    try {
      tables = await filled(copy, store, url);
    } finally {
      await copy.close();
    }
    const manifest: Manifest = { madeAt: now, engine: store.engine, tables };
    writeWhole(draft, whole, manifest);
    const sealed = checked(whole, manifest, seal);
    // people's words and names lie in it
    chmodSync(whole, 0o600);
    const file = openSync(whole, "r+");
    fsyncSync(file);
    closeSync(file);
    if (existsSync(path)) throw new BackupFault(`${path} 已经有了，没有动它：换个名字。`);
    renameSync(whole, path);
    return { rows: rowsIn(tables), tables: Object.keys(tables).length, sealed, bytes: statSync(path).size };
  } finally {
    drop();
  }
}

async function filled(copy: Store, store: Store, url: string): Promise<Marks> {
  if (!url.startsWith("sqlite:"))
    return store.write(async ({ whole }) => {
      await whole.atOneMoment();
      return pour(copy, await whole.names(), whole.rows);
    });
  const from = openRows(url.slice("sqlite:".length));
  try {
    return await pour(copy, from.names(), from.rows);
  } finally {
    from.close();
  }
}

type RowsOf = (table: string) => Iterable<AnyRow> | AsyncIterable<AnyRow>;

const pour = (copy: Store, names: readonly string[], rowsOf: RowsOf): Promise<Marks> =>
  copy.write(async ({ whole }) => {
    const marks: Record<string, Marks[string]> = {};
    await whole.anew(async () => {
      for (const table of names)
        marks[table] = await putAll(whole, table, leftOut.has(table) ? [] : rowsOf(table), isLeftOut);
    });
    return marks;
  });

/** A table's rows into another one, some at a time. */
export async function putAll(
  whole: Tables["whole"],
  table: string,
  rows: Iterable<AnyRow> | AsyncIterable<AnyRow>,
  isLeft: (table: string, row: AnyRow) => boolean = () => false,
): Promise<Marks[string]> {
  const counted = marking();
  let some: AnyRow[] = [];
  let size = 0;
  for await (const row of rows) {
    if (isLeft(table, row)) continue;
    counted.add(row);
    some.push(row);
    size += sizeOf(row);
    if (some.length < together && size < mostSize) continue;
    await whole.put(table, some);
    some = [];
    size = 0;
  }
  await whole.put(table, some);
  return counted.mark();
}

/** Reads it as whoever has to put it back will. How many sealed texts the key opens. */
function checked(path: string, { tables }: Manifest, seal: Seal): number {
  const rows = openRows(path);
  try {
    rows.manifest();
    const wrong = differing(tables, rows.marks());
    if (wrong.length > 0)
      throw new BackupFault(`写出来的和库里的不一样（${wrong.join("、")}）：磁盘可能坏了，换一个地方再备。`);
    return rows.opens(seal);
  } finally {
    rows.close();
  }
}
