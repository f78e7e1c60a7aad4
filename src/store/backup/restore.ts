import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Seal } from "../engine/seal.ts";
import { checkKey } from "../key-check.ts";
import { migrations } from "../migrations/index.ts";
import { openStore } from "../store.ts";
import type { Tables } from "../tables.ts";
import { BackupFault, faultOf, type Manifest, openRows, unlabel } from "./file.ts";
import { differing, type Marks, marking, rowsIn, type TableMark } from "./marks.ts";
import { putAll, unhurried } from "./write.ts";

export type Restored = {
  readonly madeAt: number;
  readonly rows: number;
  readonly tables: number;
  readonly sealed: number;
  /** messages that still waited when it was written: some may have gone since */
  readonly unsent: number;
};

type Asked = { readonly path: string; readonly url: string; readonly seal: Seal };

/** Puts a backup into a database that holds nothing yet, of either engine, and compares every row. @throws BackupFault */
export async function restoreBackup({ path, url, seal }: Asked): Promise<Restored> {
  const isFile = url.startsWith("sqlite:");
  const target = url.slice("sqlite:".length);
  if (isFile && [target, `${target}-wal`].some((file) => existsSync(file)))
    throw new BackupFault(
      `${target} 已经有了，没有动它：恢复只往空的地方放。先停服务，把它（和 -wal、-shm）挪开再来。`,
    );
  const { manifest, sealed } = await looked(path, seal);
  const draft = isFile ? `sqlite:${target}.restoring` : url;
  const folder = mkdtempSync(join(dirname(isFile ? target : path), ".restoring-"));
  try {
    const copy = join(folder, "copy.db");
    copyFileSync(path, copy);
    unlabel(copy);
    // an older one gets what came since, here and not in the backup itself
    await (await openStore({ url: `sqlite:${copy}`, seal, sqlite: unhurried })).close();
    const unsent = await poured(copy, draft, seal);
    if (isFile) renameSync(`${target}.restoring`, target);
    const { madeAt, tables } = manifest;
    return { madeAt, rows: rowsIn(tables), tables: Object.keys(tables).length, sealed, unsent };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    if (isFile) for (const end of ["", "-wal", "-shm"]) rmSync(`${target}.restoring${end}`, { force: true });
  }
}

/** Whether it is a backup, whole, of this program, and opened by this key: all before anything is written. */
async function looked(path: string, seal: Seal): Promise<{ manifest: Manifest; sealed: number }> {
  const rows = openRows(path);
  try {
    const manifest = rows.manifest();
    const wrong = differing(manifest.tables, rows.marks());
    if (wrong.length > 0) throw new BackupFault(`${path} 和写的时候不一样了（${wrong.join("、")}）：用另一份备份。`);
    const known = migrations(manifest.engine);
    if (rows.migrations().some((name) => !(name in known)))
      throw new BackupFault(`${path} 是更新的版本写的：装那个版本，或更新的，再恢复。`);
    const settings = {
      get: async (key: string) => rows.setting(key),
      set: async () => undefined,
      drop: async () => undefined,
    };
    await checkKey({ settings }, seal).catch(() => {
      throw new BackupFault("这把 DATA_KEY 打不开这份备份：要写备份那时的钥匙（.env 里的 DATA_KEY，或 data.key）。");
    });
    return { manifest, sealed: rows.opens(seal) };
  } catch (error) {
    throw faultOf(error, path);
  } finally {
    rows.close();
  }
}

/** How many messages of it still wait. */
async function poured(copy: string, url: string, seal: Seal): Promise<number> {
  const from = openRows(copy);
  const store = await openStore({ url, seal, sqlite: unhurried }).catch((error: unknown) => {
    from.close();
    throw error;
  });
  try {
    const marks = await store.write(async ({ whole }) => {
      await refuseFull(whole);
      const given: Record<string, TableMark> = {};
      await whole.anew(async () => {
        for (const table of from.names()) given[table] = await putAll(whole, table, from.rows(table));
      });
      if (store.engine === "postgres") compare(given, await marksOf(whole));
      return given;
    });
    if (store.engine === "sqlite") compare(marks, marksOfFile(url.slice("sqlite:".length)));
    return await store.write(({ outbox }) => outbox.doubtOpen());
  } finally {
    from.close();
    await store.close();
  }
}

async function marksOf(whole: Tables["whole"]): Promise<Marks> {
  const marks: Record<string, TableMark> = {};
  for (const table of await whole.names()) {
    const counted = marking();
    for await (const row of whole.rows(table)) counted.add(row);
    marks[table] = counted.mark();
  }
  return marks;
}

function marksOfFile(path: string): Marks {
  const rows = openRows(path);
  try {
    return rows.marks();
  } finally {
    rows.close();
  }
}

function compare(given: Marks, stands: Marks): void {
  const wrong = differing(given, stands);
  if (wrong.length > 0)
    throw new BackupFault(`恢复出来的和备份不一样（${wrong.join("、")}），没有留下：换一个地方再恢复。`);
}

/** What opening writes by itself. */
const own = new Set(["settings"]);

async function refuseFull(whole: Tables["whole"]): Promise<void> {
  for (const table of await whole.names())
    if (!own.has(table) && (await whole.count(table)) > 0)
      throw new BackupFault(
        `这个库里已经有东西（${table}），没有动它：恢复只往空的库里放，另建一个，改 DATABASE_URL。`,
      );
}
