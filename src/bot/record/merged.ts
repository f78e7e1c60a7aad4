import type { How } from "../../ledger/lifecycle.ts";
import type { Context } from "../context.ts";
import { parseChatKey } from "../message.ts";
import { keptOf } from "./kept.ts";
import { type About, say } from "./say.ts";

/** What was found to be the same matter hears of a move too: each where it was said, in a group nobody twice. */
export async function tellMerged(about: Omit<About, "index">, how: How, context: Context): Promise<void> {
  const { tables } = context;
  const { row: into, move } = about;
  const groups = new Set(how.inGroup ? [into.chat] : []);
  for (const row of await tables.records.of(into.id)) {
    if (row.kind !== into.kind || row.chat === "" || groups.has(row.chat)) continue;
    const inGroup = parseChatKey(row.chat).kind === "group";
    if (inGroup) groups.add(row.chat);
    const kept = await keptOf(row, tables);
    const sayings = move.says?.(kept, { ...how, inGroup }) ?? [];
    for (const [index, saying] of sayings.entries())
      if (saying.to === "where asked") await say(saying, { ...about, row, number: kept.number, index }, context);
  }
}
