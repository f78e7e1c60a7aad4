import type { Kysely } from "kysely";
import { newId } from "../engine/id.ts";
import type { Schema } from "../schema.ts";

export type PublicationRow = Schema["publications"];
export type PostOfPublication = Schema["publication_posts"];
type New = Pick<
  PublicationRow,
  "record_id" | "cause" | "what" | "text" | "hash" | "author_id" | "author_account" | "approver_id" | "created_at"
>;

/** What is published of any record: asked for, let go by a second person, hung on the board, over. */
export const publications = (db: Kysely<Schema>) => ({
  /** @throws a unique violation when this message has made it */
  async add(given: New): Promise<PublicationRow> {
    const row: PublicationRow = {
      ...given,
      ...{ id: newId(), approved_at: null, board_from: null, objections_until: null, until: null, state: "asked" },
    };
    await db.insertInto("publications").values(row).execute();
    return row;
  },

  get: (id: string): Promise<PublicationRow | undefined> =>
    db.selectFrom("publications").selectAll().where("id", "=", id).executeTakeFirst(),

  /** In the order in which they were made. */
  of: (recordId: string): Promise<PublicationRow[]> =>
    db
      .selectFrom("publications")
      .selectAll()
      .where("record_id", "=", recordId)
      .orderBy("created_at")
      .orderBy("id")
      .limit(100)
      .execute(),

  /** What waits for this person's word, the newest first. */
  waitingFor: (personId: string): Promise<PublicationRow[]> =>
    db
      .selectFrom("publications")
      .selectAll()
      .where("approver_id", "=", personId)
      .where("state", "=", "asked")
      .orderBy("created_at", "desc")
      .limit(20)
      .execute(),

  /** True for exactly one caller: it is still in this state. */
  async change(row: Pick<PublicationRow, "id" | "state">, change: Partial<PublicationRow>): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("publications")
      .set(change)
      .where("id", "=", row.id)
      .where("state", "=", row.state)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  async posted(post: Pick<PostOfPublication, "publication_id" | "chat" | "cause" | "at">): Promise<void> {
    await db
      .insertInto("publication_posts")
      .values({ ...post, state: "waiting", sent_at: null })
      .onConflict((conflict) => conflict.columns(["publication_id", "chat"]).doNothing())
      .execute();
  },

  /** Where it was said, by what the outbox knows of it. What was seen there once stays when the outbox forgets. */
  async posts(publicationId: string): Promise<PostOfPublication[]> {
    const rows = await db
      .selectFrom("publication_posts as post")
      .leftJoin("outbox", "outbox.cause", "post.cause")
      .selectAll("post")
      .select(["outbox.state as now", "outbox.sent_at as went"])
      .where("post.publication_id", "=", publicationId)
      .orderBy("post.chat")
      .execute();
    return rows.map(({ now, went, ...post }) => {
      if (now === "sent") return { ...post, state: "sent", sent_at: went };
      return now === "failed" || now === "cancelled" ? { ...post, state: "failed" } : post;
    });
  },

  /** Keeps what is known of its posts by now. */
  async settle(publicationId: string): Promise<void> {
    for (const { chat, state, sent_at } of await this.posts(publicationId))
      await db
        .updateTable("publication_posts")
        .set({ state, sent_at })
        .where("publication_id", "=", publicationId)
        .where("chat", "=", chat)
        .where("state", "=", "waiting")
        .execute();
  },
});
