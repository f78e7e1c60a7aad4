import type { Kysely } from "kysely";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";

type Row = Schema["consultation_words"];
export type WordRow = Omit<Row, "text_sealed"> & { readonly text: string };
export type NewWord = Omit<WordRow, "id" | "ordinal">;

/** What was heard in consultations. */
export const consultationWords = (db: Kysely<Schema>, seal: Seal) => ({
  /** Once for each message and consultation; false when it was there. */
  async add({ text, ...word }: NewWord): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto("consultation_words")
      .values({ ...word, id: newId(), text_sealed: seal.seal(text), ordinal: null })
      .onConflict((conflict) => conflict.columns(["record_id", "cause"]).doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  },

  /** All that counts, in its order, each under the person the account belongs to by now. */
  async of(recordId: string): Promise<WordRow[]> {
    const rows = await db
      .selectFrom("consultation_words as word")
      .leftJoin("accounts", "accounts.key", "word.account")
      .selectAll("word")
      .select("accounts.person_id as known")
      .where("word.record_id", "=", recordId)
      .where("word.state", "in", ["heard", "maybe"])
      .orderBy("word.sent_at")
      .orderBy("word.sequence")
      .orderBy("word.id")
      .execute();
    return rows.map(({ known, text_sealed, ...row }) => ({
      ...row,
      person_id: known ?? row.person_id,
      text: seal.open(text_sealed),
    }));
  },

  /** What one message said, by the platform's id. */
  async saidAs(recordId: string, chat: string, platformId: string): Promise<WordRow | null> {
    const row = await db
      .selectFrom("consultation_words")
      .selectAll()
      .where("chat", "=", chat)
      .where("platform_id", "=", platformId)
      .where("record_id", "=", recordId)
      .limit(1)
      .executeTakeFirst();
    if (!row) return null;
    const { text_sealed, ...word } = row;
    return { ...word, text: seal.open(text_sealed) };
  },

  /** Whether an account or its person was heard before. */
  async hasSpoken(recordId: string, account: string, personId: string | null): Promise<boolean> {
    const row = await db
      .selectFrom("consultation_words")
      .select("id")
      .where("record_id", "=", recordId)
      .where("state", "=", "heard")
      .where((word) =>
        word.or([word("account", "=", account), ...(personId === null ? [] : [word("person_id", "=", personId)])]),
      )
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  },

  /** Its sender took the message back: it counts no more. */
  async recall(chat: string, platformId: string, by: string | undefined): Promise<void> {
    await db
      .updateTable("consultation_words")
      .set({ state: "recalled" })
      .where("chat", "=", chat)
      .where("platform_id", "=", platformId)
      .$if(by !== undefined, (query) => query.where("account", "=", by ?? ""))
      .execute();
  },

  /** Of what might have been an answer and was none, nothing stays. */
  async drop(ids: readonly string[]): Promise<void> {
    for (let at = 0; at < ids.length; at += 500)
      await db
        .deleteFrom("consultation_words")
        .where("id", "in", ids.slice(at, at + 500))
        .where("state", "=", "maybe")
        .execute();
  },

  async number(id: string, ordinal: number): Promise<void> {
    await db.updateTable("consultation_words").set({ ordinal }).where("id", "=", id).execute();
  },

  async decide(id: string, verdict: string): Promise<void> {
    await db.updateTable("consultation_words").set({ verdict }).where("id", "=", id).execute();
  },

  /** A year after it was said nothing of it says whose it was. */
  async forgetBefore(before: number): Promise<void> {
    await db.deleteFrom("consultation_words").where("arrived_at", "<", before).execute();
  },
});
