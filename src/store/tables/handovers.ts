import type { Kysely } from "kysely";
import { noticeKind } from "../../ledger/kinds.ts";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { RecordRow } from "./records.ts";
import type { Held } from "./stakes.ts";

/** By ids: what ended for one and began for the other; null where the other had it already, or nothing ended. */
export type Moved = {
  readonly posts: readonly { readonly ended: string | null; readonly given: string | null }[];
  readonly pairings: readonly { readonly ended: string; readonly given: string | null }[];
  readonly reminders: readonly { readonly id: string; readonly account: string | null }[];
  /** what hung on the posts; absent in what was handed over before there was such */
  readonly stakes?: readonly (Held & { readonly account: string | null })[];
  /** notes that their author gave away, with the account they were written by; absent: a handover of posts */
  readonly notes?: readonly { readonly id: string; readonly account: string }[];
};
export type Handover = {
  readonly id: string;
  readonly at: number;
  /** the same as `toId`: a post was given or ended, and went to nobody else */
  readonly fromId: string;
  readonly toId: string;
  readonly moved: Moved;
};

/** Of one day. */
const mostLookedAt = 50;

export const handovers = (db: Kysely<Schema>, seal: Seal) => ({
  /** Reminders that belong to somebody's post: those that recur, and those that others set. */
  remindersOf: (personId: string): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("owner_id", "=", personId)
      .where("kind", "=", noticeKind)
      .where("next_at", "is not", null)
      .where("withdrawn_at", "is", null)
      .where((row) =>
        row.or([row("rule", "is not", null), row("author_id", "is", null), row("author_id", "!=", personId)]),
      )
      .orderBy("number")
      .limit(200)
      .execute(),

  /** Gives a running reminder from one to another. */
  async giveReminder(id: string, fromId: string, toId: string, account: string | null): Promise<void> {
    await db
      .updateTable("records")
      .set({ owner_id: toId, owner_account: account })
      .where("id", "=", id)
      .where("owner_id", "=", fromId)
      .execute();
  },

  /** Gives a note from its author to another one. */
  async giveNote(id: string, toId: string, account: string): Promise<void> {
    await db.updateTable("records").set({ author_id: toId, account }).where("id", "=", id).execute();
  },

  async reopenPost(id: string): Promise<void> {
    await db.updateTable("posts").set({ ended_at: null }).where("id", "=", id).execute();
  },

  async reopenPairing(id: string): Promise<void> {
    await db.updateTable("pairings").set({ ended_at: null }).where("id", "=", id).execute();
  },

  async add(order: { cause: string; at: number; account: string; fromId: string; toId: string; moved: Moved }) {
    const { cause, at, account, fromId, toId, moved } = order;
    await db
      .insertInto("handovers")
      .values({
        ...{ id: newId(), cause, at, account, from_id: fromId, to_id: toId },
        ...{ moved_sealed: seal.seal(JSON.stringify(moved)), undone_at: null },
      })
      .execute();
  },

  /** The last of posts, or of notes, that an account ordered since. */
  async last(account: string, since: number, what: "posts" | "notes" = "posts"): Promise<Handover | undefined> {
    const rows = await db
      .selectFrom("handovers")
      .selectAll()
      .where("account", "=", account)
      .where("at", ">=", since)
      .where("undone_at", "is", null)
      .orderBy("at", "desc")
      .orderBy("id", "desc")
      .limit(mostLookedAt)
      .execute();
    const opened = rows.map(({ id, at, from_id, to_id, moved_sealed }) => ({
      ...{ id, at: Number(at), fromId: from_id, toId: to_id },
      moved: JSON.parse(seal.open(moved_sealed)) as Moved,
    }));
    return opened.find(({ moved }) => (moved.notes !== undefined) === (what === "notes"));
  },

  /** True for the first who takes it back. */
  async undo(id: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("handovers")
      .set({ undone_at: now })
      .where("id", "=", id)
      .where("undone_at", "is", null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
});
