import type { Kysely } from "kysely";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";

export type QuestionRow = Schema["meeting_questions"];
type CommentRow = Schema["meeting_comments"];
type NewQuestion = Omit<
  QuestionRow,
  "id" | "number" | "text_sealed" | "answer_sealed" | "state" | "put_at" | "answered_at"
> & { readonly text: string };
type NewComment = Omit<CommentRow, "id" | "text_sealed" | "released_at"> & { readonly text: string };

/** What people ask in a meeting, and what leaders say of those who report. */
export const meetingWords = (db: Kysely<Schema>, seal: Seal) => ({
  /** Numbered one after another within the meeting. @throws a unique violation when this message has asked one */
  async ask({ text, ...given }: NewQuestion): Promise<QuestionRow> {
    const last = await db
      .selectFrom("meeting_questions")
      .select((row) => row.fn.max("number").as("number"))
      .where("record_id", "=", given.record_id)
      .executeTakeFirst();
    const row: QuestionRow = {
      ...given,
      ...{ id: newId(), number: Number(last?.number ?? 0) + 1, text_sealed: seal.seal(text), answer_sealed: null },
      ...{ state: "queued", put_at: null, answered_at: null },
    };
    await db.insertInto("meeting_questions").values(row).execute();
    return row;
  },

  questions: (recordId: string): Promise<QuestionRow[]> =>
    db.selectFrom("meeting_questions").selectAll().where("record_id", "=", recordId).orderBy("number").execute(),

  text: ({ text_sealed }: Pick<QuestionRow, "text_sealed">): string => seal.open(text_sealed),
  answer: ({ answer_sealed }: Pick<QuestionRow, "answer_sealed">): string =>
    answer_sealed === null ? "" : seal.open(answer_sealed),
  sealed: (text: string): string => seal.seal(text),

  /** @throws a unique violation when this message has said one */
  async comment({ text, ...given }: NewComment): Promise<void> {
    await db
      .insertInto("meeting_comments")
      .values({ ...given, id: newId(), text_sealed: seal.seal(text), released_at: null })
      .execute();
  },

  async comments(recordId: string): Promise<(CommentRow & { readonly text: string })[]> {
    const rows = await db
      .selectFrom("meeting_comments")
      .selectAll()
      .where("record_id", "=", recordId)
      .orderBy("created_at")
      .orderBy("id")
      .execute();
    return rows.map((row) => ({ ...row, text: seal.open(row.text_sealed) }));
  },

  /** Takes what one leader said of one speaker, and has not been released, back. */
  async dropComments(recordId: string, itemId: string, authorId: string): Promise<void> {
    await db
      .deleteFrom("meeting_comments")
      .where("record_id", "=", recordId)
      .where("item_id", "=", itemId)
      .where("author_id", "=", authorId)
      .where("released_at", "is", null)
      .execute();
  },

  async releaseComments(recordId: string, now: number): Promise<void> {
    await db
      .updateTable("meeting_comments")
      .set({ released_at: now })
      .where("record_id", "=", recordId)
      .where("released_at", "is", null)
      .execute();
  },

  /** Nobody is told any more who asked in meetings that ended before, nor who took part as a delegate. */
  async forgetBefore(before: number): Promise<void> {
    const over = db.selectFrom("meetings").select("record_id").where("ended_at", "<", before);
    await db
      .updateTable("meeting_questions")
      .set((row) => ({ asker_id: null, account: "", chat: "", cause: row.ref("id") }))
      .where("record_id", "in", over)
      .where("account", "!=", "")
      .execute();
    await db.deleteFrom("meeting_people").where("record_id", "in", over).where("part", "=", "delegate").execute();
  },
});
