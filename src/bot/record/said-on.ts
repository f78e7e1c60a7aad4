import type { RecordChange, RecordRow } from "../../store/tables/records.ts";
import type { Context } from "../context.ts";
import { chatKey } from "../message.ts";
import { accusedIn } from "./accused-in.ts";
import { hiddenFrom } from "./amend.ts";
import { columnsBefore } from "./carry-out.ts";
import { causesOf } from "./kept.ts";
import { betweenSentences, saidOnWord } from "./sentences.ts";

/** Two sentences at one moment, on PostgreSQL: the later one is written behind what the earlier one made of it. */
const tries = 3;

/** Whether words by themselves accuse somebody, said of a place. */
export const accuses = async (words: string, placeId: string, context: Context): Promise<boolean> =>
  (await accusedIn(words, "", placeId, context)) !== null;

/** Adds a sentence to a record that is still as it was made. The record as it is now; null when it has moved on. */
export async function sayOn(row: RecordRow, words: string, context: Context): Promise<RecordRow | null> {
  const { message, actor, tables, places } = context;
  let now = row;
  for (let attempt = 1; ; attempt++) {
    const text = [tables.records.openText(now), words].join(betweenSentences);
    const change: RecordChange = {
      text: tables.records.words(now, text),
      ...(await hiddenFrom(now, text, { tables, places })),
    };
    if (await tables.records.change(now, change, { ifStillSays: now.text })) {
      await tables.moves.add({
        ...{ record_id: row.id, at: message.sentAt, account: message.sender.account },
        ...{ person_id: actor.person?.id ?? null, chat: chatKey(message.chat), word: saidOnWord },
        ...{ from_state: now.state, to_state: now.state, note: words, before: columnsBefore(now, change) },
        cause: `${causesOf(message.key)}${saidOnWord}:${row.id}`,
      });
      return { ...now, ...change };
    }
    const found = await tables.records.get(row.id);
    if (!found || found.withdrawn_at !== null || found.state !== row.state) return null;
    if (attempt === tries) throw new Error("a record changes faster than it can be added to");
    now = found;
  }
}
