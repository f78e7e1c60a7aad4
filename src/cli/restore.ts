import { existsSync } from "node:fs";
import { join } from "node:path";
import { formatDateTime } from "../chinese/time/index.ts";
import { loadDataKey } from "../data-key.ts";
import { FolderInUse, lockDataDir } from "../data-lock.ts";
import { drillSetting, keepFact } from "../doctor/facts.ts";
import { drillBackup } from "../store/backup/drill.ts";
import { BackupFault } from "../store/backup/file.ts";
import { restoreBackup } from "../store/backup/restore.ts";
import { createSeal } from "../store/engine/seal.ts";
import { type CliContext, configOf, readFlags, UsageError, withStore } from "./tool.ts";

const usage =
  "restore FILE [--drill]   puts a backup into an empty place; --drill: beside what is in use, compares, takes it away";

export const restoreCommand = {
  usage,
  async run(words: readonly string[], context: CliContext): Promise<number> {
    const { flags, rest } = readFlags(words, [], ["--drill"]);
    const [path] = rest;
    if (path === undefined || rest.length > 1) throw new UsageError(usage);
    if (!existsSync(path)) throw new BackupFault(`没有这个文件：${path}`);
    return flags.has("--drill") ? drill(path, context) : inEarnest(path, context);
  },
};

async function inEarnest(path: string, context: CliContext): Promise<number> {
  const { DATA_DIR, DATA_KEY, DATA_KEY_PREVIOUS, databaseUrl } = configOf(context);
  // one that is made now opens nothing of what is to be put back
  if (DATA_KEY === undefined && !existsSync(join(DATA_DIR, "data.key")))
    throw new BackupFault(`先把钥匙放好：.env 里写备份那时的 DATA_KEY，或把 data.key 放进 ${DATA_DIR}。`);
  const { key, previous } = loadDataKey(DATA_DIR, DATA_KEY, DATA_KEY_PREVIOUS);
  const release = databaseUrl.startsWith("sqlite:") ? await locked(DATA_DIR) : () => undefined;
  try {
    const { madeAt, tables, rows, sealed, unsent } = await restoreBackup({
      ...{ path, url: databaseUrl, seal: createSeal(key, previous) },
    });
    context.out(
      `恢复好了：${formatDateTime(madeAt, context.now())}的备份，${tables}张表${rows}行和备份里一样，加密的${sealed}栏都打得开。`,
    );
    if (unsent > 0) context.out(`备份时还有${unsent}条没发出去，启动后会发；其中有的那以后可能已经发过，会重一遍。`);
    context.out("那以后记下的都不在里面。当时还开着的征求不再收匿名的话，已经收的照算；手机上的页面要重新对一次数。");
    context.out("再运行 doctor 看一遍，然后启动服务。");
    return 0;
  } finally {
    release();
  }
}

async function locked(dataDir: string): Promise<() => void> {
  const { signal } = new AbortController();
  try {
    return await lockDataDir({ dataDir, signal, waiting: () => undefined, within: 0 });
  } catch (error) {
    if (error instanceof FolderInUse) throw new BackupFault("服务还开着：先停下它，再恢复。");
    throw error;
  }
}

async function drill(path: string, context: CliContext): Promise<number> {
  const { DATA_DIR, databaseUrl } = configOf(context);
  return withStore(context, async (store, seal) => {
    const now = context.now();
    const { madeAt, tables, rows, sealed } = await drillBackup({ path, url: databaseUrl, dataDir: DATA_DIR, seal });
    await store.write((all) => keepFact(all, drillSetting, { at: now, path, madeAt, rows }));
    context.out(
      `演练好了：${formatDateTime(madeAt, now)}的备份在旁边恢复了一遍，${tables}张表${rows}行一行不差，加密的${sealed}栏都打得开，已经拆掉。正在用的库没有动。`,
    );
    return 0;
  });
}
