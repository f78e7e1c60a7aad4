import type { Kysely } from "kysely";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";

export type PastedList = {
  readonly id: string;
  readonly chat: string;
  /** what its first line says of all of it */
  readonly head: string;
  readonly touchedAt: number;
  readonly createdAt: number;
  readonly sentAt: number | null;
  /** what the message that sent it caused begins with; while it waits, the one that began it */
  readonly cause: string;
};

type Begun = {
  readonly author: string;
  readonly chat: string;
  readonly head: string;
  readonly cause: string;
  readonly now: number;
  readonly expiresAt: number;
};

/** Lists that wait to be handed over. Each has its author, who alone sees it, and the pieces that messages gave. */
export const assignmentLists = (db: Kysely<Schema>, seal: Seal) => ({
  /** A new list takes the place of the one that waited. */
  async begin({ author, chat, head, cause, now, expiresAt }: Begun): Promise<string> {
    await this.dropOpen(author);
    const id = newId();
    await db
      .insertInto("assignment_lists")
      .values({
        ...{ id, author, chat, cause, head_sealed: seal.seal(head), sent_at: null },
        ...{ touched_at: now, created_at: now, expires_at: expiresAt },
      })
      .execute();
    return id;
  },

  /** The one that waits, else the one that was sent last; nothing that is over. */
  async latest(author: string, now: number): Promise<PastedList | undefined> {
    const row = await db
      .selectFrom("assignment_lists")
      .selectAll()
      .where("author", "=", author)
      .where("expires_at", ">", now)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst();
    return (
      row && {
        ...{ id: row.id, chat: row.chat, head: seal.open(row.head_sealed) },
        ...{ touchedAt: Number(row.touched_at), createdAt: Number(row.created_at) },
        ...{ sentAt: row.sent_at === null ? null : Number(row.sent_at), cause: causesIn(row.cause) },
      }
    );
  },

  /** False: it was sent meanwhile, and takes nothing more. */
  async add(id: string, piece: string, cause: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("assignment_lists")
      .set({ touched_at: now })
      .where("id", "=", id)
      .where("sent_at", "is", null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await db
      .insertInto("assignment_list_pieces")
      .values({ id: newId(), list_id: id, cause, piece_sealed: seal.seal(piece) })
      .execute();
    return true;
  },

  /** In the order in which they came. */
  async pieces(id: string): Promise<string[]> {
    const rows = await db
      .selectFrom("assignment_list_pieces")
      .select("piece_sealed")
      .where("list_id", "=", id)
      .orderBy("id")
      .execute();
    return rows.map(({ piece_sealed }) => seal.open(piece_sealed));
  },

  /** Of all that would send it at once, one does. */
  async send(id: string, causes: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("assignment_lists")
      .set({ sent_at: now, cause: `${causes}list` })
      .where("id", "=", id)
      .where("sent_at", "is", null)
      .where("expires_at", ">", now)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  /** By what causes of it a list went out that has lines of a message; undefined: that gave none, or none that went out. */
  async sentOf(causes: string): Promise<string | undefined> {
    const row = await db
      .selectFrom("assignment_list_pieces")
      .innerJoin("assignment_lists", "assignment_lists.id", "assignment_list_pieces.list_id")
      .select("assignment_lists.cause")
      .where("assignment_list_pieces.cause", "=", causes)
      .where("sent_at", "is not", null)
      .executeTakeFirst();
    return row && causesIn(row.cause);
  },

  /** What a message gave to a list that was not sent yet; the list itself, where that message began it. */
  async recall(cause: string): Promise<void> {
    await this.drop((lists) => lists.where("cause", "=", `${cause}list`).where("sent_at", "is", null));
    const unsent = db.selectFrom("assignment_lists").select("id").where("sent_at", "is", null);
    await db.deleteFrom("assignment_list_pieces").where("cause", "=", cause).where("list_id", "in", unsent).execute();
  },

  async dropOpen(author: string): Promise<void> {
    await this.drop((lists) => lists.where("author", "=", author).where("sent_at", "is", null));
  },

  async sweep(now: number): Promise<void> {
    await this.drop((lists) => lists.where("expires_at", "<=", now));
  },

  async drop(which: (lists: ReturnType<typeof idsOf>) => ReturnType<typeof idsOf>): Promise<void> {
    const ids = (await which(idsOf(db)).execute()).map(({ id }) => id);
    if (ids.length === 0) return;
    await db.deleteFrom("assignment_list_pieces").where("list_id", "in", ids).execute();
    await db.deleteFrom("assignment_lists").where("id", "in", ids).execute();
  },
});

const causesIn = (cause: string): string => cause.slice(0, -"list".length);
const idsOf = (db: Kysely<Schema>) => db.selectFrom("assignment_lists").select("id").limit(500);
