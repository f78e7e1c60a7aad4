import type { Kysely } from "kysely";
import { newId } from "../engine/id.ts";
import type { Schema } from "../schema.ts";
import type { RecordRow } from "./records.ts";

export type PublicationRow = Schema["publications"];
export type PostOfPublication = Schema["publication_posts"];
type New = Pick<
  PublicationRow,
  "record_id" | "cause" | "what" | "text" | "hash" | "author_id" | "author_account" | "approver_id" | "created_at"
>;

const answered = ["answered", "adopted", "closed", "merged"];

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

  /** What hangs, or hung, of the results of appraisals at these places, in the order in which it was let go. */
  async resultsAt(placeIds: readonly string[]): Promise<(PublicationRow & Pick<RecordRow, "number">)[]> {
    const rows = await db
      .selectFrom("records")
      .innerJoin("publications", "publications.record_id", "records.id")
      .selectAll("publications")
      .select(["records.number", "records.place_id"])
      .where("records.kind", "=", "appraisal")
      .where("records.town_id", "in", (from) =>
        from
          .selectFrom("places")
          .select("places.town_id")
          .where("places.id", "in", placeIds.length === 0 ? [""] : [...placeIds]),
      )
      .where("records.withdrawn_at", "is", null)
      .where("publications.state", "in", ["shown", "over"])
      .orderBy("publications.approved_at", "desc")
      .orderBy("publications.id", "desc")
      .limit(1_000)
      .execute();
    // a town has few of them, and a place may have thousands of other records
    return rows
      .filter(({ place_id }) => place_id !== null && placeIds.includes(place_id))
      .map(({ place_id: _, ...row }) => row)
      .reverse();
  },

  /** What waits for this person's word, the newest first. */
  waitingFor: (personId: string): Promise<(PublicationRow & Pick<RecordRow, "kind" | "number">)[]> =>
    db
      .selectFrom("publications")
      .innerJoin("records", "records.id", "publications.record_id")
      .selectAll("publications")
      .select(["records.kind", "records.number"])
      .where("approver_id", "=", personId)
      .where("publications.state", "=", "asked")
      .where("records.withdrawn_at", "is", null)
      .orderBy("publications.created_at", "desc")
      .limit(20)
      .execute(),

  /** What this account wrote and nobody has let go yet, the newest first. */
  writtenBy: (account: string): Promise<PublicationRow[]> =>
    db
      .selectFrom("publications")
      .selectAll()
      .where("author_account", "=", account)
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

  /** Somebody has something against what is published of a record. */
  async objected(recordId: string, opinionId: string): Promise<void> {
    await db
      .insertInto("motion_links")
      .values({ record_id: recordId, kind: "objection", other_id: opinionId, told: 0 })
      .onConflict((conflict) => conflict.columns(["record_id", "kind", "other_id"]).doNothing())
      .execute();
  },
  /** Standing ones, and those of them that nobody has answered yet. */
  async objections(recordId: string): Promise<{ readonly all: RecordRow[]; readonly open: RecordRow[] }> {
    const all = await db
      .selectFrom("motion_links")
      .innerJoin("records", "records.id", "motion_links.other_id")
      .selectAll("records")
      .where("motion_links.record_id", "=", recordId)
      .where("motion_links.kind", "=", "objection")
      .where("records.withdrawn_at", "is", null)
      .orderBy("records.created_at")
      .orderBy("records.id")
      .limit(200)
      .execute();
    return { all, open: all.filter(({ state }) => !answered.includes(state)) };
  },
});
