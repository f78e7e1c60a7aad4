import type { Context } from "../../src/bot/context.ts";
import type { Asker } from "../../src/bot/hand-over.ts";
import { parseChatKey } from "../../src/bot/message.ts";
import { unnamed } from "../../src/bot/record/author.ts";
import { postsOf } from "../../src/bot/record/target.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

/** Those who can be asked whether it was done: not a cadre who wrote it down for others, and nobody whose name is gone. */
export async function askersOf(
  origin: RecordRow,
  { sensitive }: { readonly sensitive: boolean },
  context: Context,
): Promise<readonly Asker[]> {
  const { asker_account: account, asker_id: person, chat } = origin;
  if (account === null || account === "" || chat === "") return [];
  const posts = person === null ? [] : await postsOf(person, context);
  if (posts.some(({ role }) => role !== "villager")) return [];
  const isUnnamed =
    sensitive || Object.keys(unnamed).some((field) => context.tables.records.openFields(origin)[field] !== undefined);
  return [{ account, person_id: person, chat, isGroup: parseChatKey(chat).kind === "group", isUnnamed }];
}
