import type { Context } from "../../src/bot/context.ts";
import { newOrder, type Order } from "../../src/bot/order.ts";
import { quotedBy } from "../../src/bot/record/find.ts";
import { mineOf } from "../../src/bot/record/mine.ts";
import { kindOf, numberOf } from "../../src/ledger/kinds.ts";
import type { RecordRow } from "../../src/store/tables/records.ts";

const looked = 20;
/** An answer is found wanting for so long. */
const answeredWithin = 60 * 24 * 60 * 60_000;

/** `还没修` after an answer: the one it speaks of is asked for again. Null when none of the speaker's was answered. */
export async function complaintAbout(words: string, context: Context): Promise<Order | null> {
  const last = await lastAnswered(words, context);
  return last ? newOrder("不满意", `${numberOf(last)} ${words}`) : null;
}

/** What was answered last of what the speaker asked for, where the words are not about something else. */
export async function lastAnswered(words: string, context: Context): Promise<RecordRow | undefined> {
  const quoted = await quotedBy(context.message, context);
  const mine = (await mineOf({ limit: looked, offset: 0 }, context)).filter(
    ({ row }) => kindOf(row.kind).open && row.waiting === 0 && row.created_at >= context.now - answeredWithin,
  );
  const pointed = mine.filter(({ row }) => quoted.some(({ id }) => id === row.id));
  const among = pointed.length > 0 ? pointed : mine;
  // 水管还没修 speaks of no answer about the lamps
  const subject = /^(?<what>.{1,6}?)(?:还是|还|根本|一直)没/u.exec(words.trim())?.groups?.what ?? "";
  const meant = among.filter(({ row }) => subject.length < 2 || context.tables.records.openText(row).includes(subject));
  const last = meant.toSorted((one, other) => (other.moves.at(-1)?.at ?? 0) - (one.moves.at(-1)?.at ?? 0))[0];
  return last?.row;
}
