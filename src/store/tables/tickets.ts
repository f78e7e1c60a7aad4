import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

export type TicketRow = Schema["tickets"];

/** Secrets that open a page once. */
export const tickets = (db: Kysely<Schema>) => ({
  async add(row: Omit<TicketRow, "used_at" | "claims">): Promise<void> {
    await db
      .insertInto("tickets")
      .values({ ...row, used_at: null, claims: 0 })
      .execute();
  },
  /** One that can still be used. */
  valid: (hash: string, kind: TicketRow["kind"], now: number): Promise<TicketRow | undefined> =>
    db
      .selectFrom("tickets")
      .selectAll()
      .where("hash", "=", hash)
      .where("kind", "=", kind)
      .where("used_at", "is", null)
      .where("expires_at", ">", now)
      .executeTakeFirst(),
  /** Whose a ticket is, also one that is used or over. */
  async ownerOf(hash: string): Promise<string | undefined> {
    const row = await db.selectFrom("tickets").select("owner").where("hash", "=", hash).executeTakeFirst();
    return row?.owner;
  },
  /** Spends it: the row for exactly one caller, undefined for all others. */
  use: (hash: string, now: number): Promise<TicketRow | undefined> =>
    db
      .updateTable("tickets")
      .set({ used_at: now })
      .where("hash", "=", hash)
      .where("used_at", "is", null)
      .where("expires_at", ">", now)
      .returningAll()
      .executeTakeFirst(),
  /** Notes that one more new browser came with it; false when it has had as many as it may. */
  async claim(hash: string, most: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("tickets")
      .set((ticket) => ({ claims: ticket("claims", "+", 1) }))
      .where("hash", "=", hash)
      .where("claims", "<", most)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
  async madeSince(owner: string, since: number): Promise<number> {
    const row = await db
      .selectFrom("tickets")
      .select((ticket) => ticket.fn.countAll<number>().as("count"))
      .where("owner", "=", owner)
      .where("created_at", ">", since)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
  /** None of these opens anything any more; they still count in {@link madeSince}. */
  async revoke(owner: string, now: number): Promise<void> {
    await db
      .updateTable("tickets")
      .set({ used_at: now })
      .where("owner", "=", owner)
      .where("used_at", "is", null)
      .execute();
  },
  async forgetBefore(before: number): Promise<void> {
    await db.deleteFrom("tickets").where("expires_at", "<", before).execute();
  },
});
