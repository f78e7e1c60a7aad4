import { readConfig } from "../config.ts";
import type { Seal } from "../store/engine/seal.ts";
import { beginRotation, endRotation } from "../store/key-check.ts";
import type { Store } from "../store/store.ts";
import { type Resealed, sealedTables } from "../store/tables/resealing.ts";
import { type CliContext, withStore } from "./tool.ts";

/** Rows that share a transaction: a few milliseconds, after which others have their turn. */
const together = 100;

/** What is to be done first; the key in the file is a key like any other. */
const steps = [
  "换钥匙分三步，服务可以一直开着，只重启两次：",
  "1. openssl rand -base64 32 生成新钥匙；.env 里 DATA_KEY 写新的，DATA_KEY_PREVIOUS 写旧的（原来在 data.key 里的就是它的内容），重启全部进程。",
  "2. 再运行 rotate-key。中途停了，原样再运行就接着做。",
  "3. 做完删掉 DATA_KEY_PREVIOUS，重启。旧备份还要旧钥匙才打得开，另外收好。",
];

export const rotateKeyCommand = {
  usage: "rotate-key   seals everything under DATA_KEY that still lies under DATA_KEY_PREVIOUS",
  async run(_words: readonly string[], context: CliContext): Promise<number> {
    if (readConfig({ ...context.environment, SANDBOX: "off" }).DATA_KEY_PREVIOUS === undefined) {
      for (const step of steps) context.err(step);
      return 1;
    }
    return withStore(context, async (store, seal) => {
      const count = await rotateKey(store, seal);
      context.out(`换好了：重新加密${count}栏。现在可以删掉 DATA_KEY_PREVIOUS，重启服务。`);
      return 0;
    });
  },
};

/** May be begun again at any time: what lies under the present key is passed over. How many texts were sealed anew. */
export async function rotateKey(store: Pick<Store, "write">, seal: Seal): Promise<number> {
  await store.write((tables) => beginRotation(tables, seal));
  let count = 0;
  for (let before = -1; before !== count; ) {
    before = count;
    // once more until nothing is found: a process that still seals under the key before may have been at work
    for (const table of sealedTables) count += await resealTable(table, store);
  }
  await store.write((tables) => endRotation(tables, seal));
  return count;
}

async function resealTable(table: (typeof sealedTables)[number], store: Pick<Store, "write">): Promise<number> {
  let count = 0;
  let done: Resealed = { at: null, resealed: 0 };
  do {
    const from = done.at;
    done = await store.write((tables) => tables.resealing.next(table, from, together));
    count += done.resealed;
  } while (done.at !== null);
  return count;
}
