import { rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import { BackupFault } from "./file.ts";
import { type Restored, restoreBackup } from "./restore.ts";

type Asked = { readonly path: string; readonly url: string; readonly dataDir: string; readonly seal: Seal };

/** Restores a backup beside what is in use, as it would be in earnest and on the same engine, compares, and takes it away. */
export async function drillBackup({ path, url, dataDir, seal }: Asked): Promise<Restored> {
  const name = `chuanmen_drill_${newId().replaceAll("-", "")}`;
  if (!url.startsWith("sqlite:")) return inSchema(name, url, (beside) => restoreBackup({ path, url: beside, seal }));
  const file = join(dataDir, `${name}.db`);
  try {
    return await restoreBackup({ path, url: `sqlite:${file}`, seal });
  } finally {
    for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
  }
}

async function inSchema<T>(name: string, url: string, work: (url: string) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`create schema ${name}`).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== "42501") throw error;
      throw new BackupFault(
        "演练要在库里另建一个 schema，这个用户不能建：由数据库的管理员 grant create on database 库名 to 用户名。",
      );
    });
    try {
      const beside = new URL(url);
      beside.searchParams.set("options", `-c search_path=${name}`);
      return await work(beside.href);
    } finally {
      await client.query(`drop schema ${name} cascade`);
    }
  } finally {
    await client.end();
  }
}
