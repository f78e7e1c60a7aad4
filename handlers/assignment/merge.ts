import type { Context } from "../../src/bot/context.ts";
import type { Item } from "../../src/bot/hand-over.ts";
import { originFollows } from "../../src/bot/record/origin.ts";
import { type Reply, recorded } from "../../src/bot/reply.ts";
import { numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";
import { askersOf } from "./askers.ts";

/** The same matter once more: whoever asked hears of the one there is; nothing new is handed over. */
export async function mergeInto(row: RecordRow, { origin, sensitive }: Item, context: Context): Promise<Reply> {
  const { tables, now, actor } = context;
  const number = numberOf(row);
  const askers = origin ? await askersOf(origin, { sensitive }, context) : [];
  await tables.involved.add(
    askers.map(({ account, person_id, chat }) => ({ record_id: row.id, stake: "asker", account, person_id, chat })),
  );
  if (origin) await originFollows({ origin_id: origin.id }, "handed", "并入", number, context);
  await tables.audit.add({
    ...{ at: now, account: actor.account, personId: actor.person?.id ?? null, action: "并入", subject: row.id },
  });
  const also = askers.length > 0 ? "，提出的人一并答复" : "";
  const text = `并入 ${number} 了${also}，没有另交。`;
  return recorded(text, `并入 ${number} 了。`, row.id);
}
