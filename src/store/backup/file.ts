import { DatabaseSync } from "@photostructure/sqlite";
import type { Seal } from "../engine/seal.ts";
import { sealedTables } from "../tables/resealing.ts";
import type { AnyRow } from "../tables/whole.ts";
import { type Marks, marking } from "./marks.ts";

/** What a backup says of itself, in a table of its own. */
export type Manifest = {
  /** epoch milliseconds */
  readonly madeAt: number;
  readonly engine: "sqlite" | "postgres";
  readonly tables: Marks;
};

const label = "chuanmen_backup";

/** The file is not what it is taken for, or is not whole any more; the text says what to do. */
export class BackupFault extends Error {
  override readonly name = "BackupFault" as const;
}

/** SQLite's numbers for a file that is cut or changed, and for one that is something else. */
const [corrupt, notADatabase] = [11, 26];

/** What reading it came to, in words. */
export function faultOf(error: unknown, path: string): unknown {
  const code = (error as { errcode?: unknown }).errcode;
  if (code === notADatabase) return new BackupFault(`${path} 不是 cli backup 写的备份。`);
  return code === corrupt ? new BackupFault(`${path} 坏了，读不全：用另一份备份。`) : error;
}

/** Rows of a SQLite file, all as at one moment, also while a service writes to it. */
export function openRows(path: string) {
  const file = new DatabaseSync(path, { timeout: 5000, readOnly: true });
  file.exec("begin");
  const names = () =>
    (file.prepare("select name from sqlite_master where type = 'table' order by name").all() as { name: string }[])
      .map(({ name }) => name)
      .filter((name) => !/^(sqlite_|kysely_)/.test(name) && name !== label);
  const rows = (table: string) => file.prepare(`select * from "${table}"`).iterate() as Iterable<AnyRow>;
  return {
    names,
    rows,
    marks(): Marks {
      return Object.fromEntries(
        names().map((table) => {
          const counted = marking();
          for (const row of rows(table)) counted.add(row);
          return [table, counted.mark()];
        }),
      );
    },
    /** @throws BackupFault when it is no backup, or not whole */
    manifest(): Manifest {
      const found = file.prepare("select 1 from sqlite_master where name = ?").get(label);
      if (!found) throw new BackupFault(`${path} 不是 cli backup 写的备份。`);
      const wrong = integrityOf(file);
      if (wrong !== null) throw new BackupFault(`${path} 坏了（${wrong}）：用另一份备份。`);
      const { manifest } = file.prepare(`select manifest from ${label}`).get() as { manifest: string };
      return JSON.parse(manifest) as Manifest;
    },
    migrations: (): string[] =>
      (file.prepare("select name from kysely_migration order by name").all() as { name: string }[]).map(
        ({ name }) => name,
      ),
    setting: (key: string) =>
      (file.prepare("select value from settings where key = ?").get(key) as { value: string } | undefined)?.value,
    /** How many texts the key opens. @throws BackupFault at the first it does not */
    opens(seal: Seal): number {
      let count = 0;
      for (const { table, columns } of sealedTables)
        for (const row of rows(table))
          for (const column of row.sealed === 0 ? [] : columns) {
            const text = row[column];
            if (typeof text !== "string" || text === "") continue;
            if (!isOpened(text, seal))
              throw new BackupFault(`${table} 里有一栏用这把钥匙打不开：备份坏了，或不是这把钥匙。`);
            count += 1;
          }
      return count;
    },
    close(): void {
      // closed alone it would go on to hold what it reads: the package finalises no statement
      file.exec("rollback");
      file.close();
    },
  };
}

export type Rows = ReturnType<typeof openRows>;

/** Makes one single file of a filled database, with nothing beside it, and writes into it what it is. */
export function writeWhole(draft: string, path: string, manifest: Manifest): void {
  const from = new DatabaseSync(draft, { readOnly: true });
  from.prepare("vacuum into ?").run(path);
  from.close();
  const file = new DatabaseSync(path);
  file.exec("pragma user_version = 0");
  file.exec(`create table ${label} (manifest text not null)`);
  file.prepare(`insert into ${label} values (?)`).run(JSON.stringify(manifest));
  file.close();
}

/** Takes the label off: from here on it is a database like any other. */
export function unlabel(path: string): void {
  const file = new DatabaseSync(path);
  file.exec(`drop table ${label}`);
  file.close();
}

function integrityOf(file: InstanceType<typeof DatabaseSync>): string | null {
  const [said] = Object.values(file.prepare("pragma integrity_check(1)").get() ?? {});
  if (said !== "ok") return String(said);
  const orphan = file.prepare("pragma foreign_key_check").get() as { table: string } | undefined;
  return orphan ? `${orphan.table} 里有一行指的东西没有了` : null;
}

function isOpened(sealed: string, seal: Seal): boolean {
  try {
    seal.open(sealed);
    return true;
  } catch {
    return false;
  }
}
