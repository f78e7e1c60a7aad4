import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { backupSetting, keepFact } from "../doctor/facts.ts";
import { writeBackup } from "../store/backup/write.ts";
import { type CliContext, configOf, readFlags, UsageError, withStore } from "./tool.ts";

const usage =
  "backup FOLDER|FILE [--keep N]   writes all there is into one file, while the service runs, and reads it again";
const ours = /^chuanmen-\d{8}-\d{6}\.backup$/;

export const backupCommand = {
  usage,
  async run(words: readonly string[], context: CliContext): Promise<number> {
    const { flags, rest } = readFlags(words, ["--keep"]);
    const [where] = rest;
    const keep = flags.get("--keep");
    if (where === undefined || rest.length > 1 || (keep !== undefined && !/^[1-9]\d{0,3}$/.test(keep)))
      throw new UsageError(usage);
    const isFolder = where.endsWith("/") || (existsSync(where) && statSync(where).isDirectory());
    if (keep !== undefined && !isFolder) throw new UsageError("--keep 要写文件夹：backup /备份/ --keep 14");
    mkdirSync(isFolder ? where : dirname(where), { recursive: true, mode: 0o700 });
    const path = resolve(isFolder ? join(where, `chuanmen-${stampOf(context.now())}.backup`) : where);
    const { databaseUrl } = configOf(context);
    return withStore(context, async (store, seal) => {
      const now = context.now();
      const written = await writeBackup({ store, url: databaseUrl, path, seal, now });
      await store.write((tables) => keepFact(tables, backupSetting, { at: now, path, ...written }));
      context.out(
        `备好了：${path}，${written.tables}张表${written.rows}行，${sizeWords(written.bytes)}。读回来一行不差，加密的${written.sealed}栏都打得开。`,
      );
      context.out("钥匙不在里面：DATA_KEY（或 data.key）和 .env 另外收好，不要和备份放在一起。");
      if (keep !== undefined) tidy(dirname(path), Number(keep), context);
      return 0;
    });
  },
};

/** Older ones of those this wrote into the folder, after the newest was read again. */
function tidy(folder: string, keep: number, { out }: CliContext): void {
  const old = readdirSync(folder)
    .filter((name) => ours.test(name))
    .sort()
    .reverse()
    .slice(keep);
  for (const name of old) rmSync(join(folder, name));
  if (old.length > 0) out(`删了${old.length}份旧的，留${keep}份。`);
}

/** `20261128-031700`, as the clock here shows it */
const stampOf = (now: number): string =>
  new Date(now + 8 * 3_600_000).toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");

const sizeWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)}KB` : `${(bytes / 1_000_000).toFixed(1)}MB`;
