import { setTimeout as sleep } from "node:timers/promises";
import { type PutRight, putImportsRight } from "../bot/unfinished-import.ts";
import type { Store } from "../store/store.ts";
import type { CliContext } from "./tool.ts";

/** Milliseconds between two pieces of what is taken back. */
const gap = 25;

/** Takes back what an import left behind whose process ended, or goes on with it, and says so. */
export async function putRight(store: Store, { now, err }: CliContext): Promise<void> {
  for (const right of await putImportsRight({ store, now, holder: store.holder }, () => sleep(gap)))
    err(rightWords(right));
}

function rightWords({ file, became, wasDone, written, total, kept }: PutRight): string {
  if (became === "done") return `上次的“${file}”写完了没收尾，已经收好。`;
  const stay = kept > 0 ? `其中${kept}个已经有了记录，没有删掉，岗位撤了。` : "";
  if (wasDone) return `上次撤销“${file}”停在半路，已经撤完了。${stay}`;
  return `上次的“${file}”没导完（写到${written}/${total}），已经退回去了。${stay}要导，再导一遍。`;
}
