import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";

// Conditions of partial indexes: a database uses such an index only where the condition stands in the statement itself.
export const open = sql<boolean>`state in ('waiting', 'sending')`;
export const waiting = sql<boolean>`state in ('waiting', 'sending') and state = 'waiting'`;

export const ready = (now: number) => sql<boolean>`hold_until <= ${now}`;

/** What waits for a chat to speak, because the bot may not speak first there, or waits again after it was taken back. */
export const holding = (db: Kysely<Schema>, toSend: Surroundings["toSend"]) => ({
  /** What was taken back before it went is to be sent again, unless it is of no more use. */
  async restoreCausedBy(causePrefix: string, now: number): Promise<void> {
    const targets = await db
      .updateTable("outbox")
      .set({ state: "waiting" })
      .where("cause", ">=", causePrefix)
      .where("cause", "<", `${causePrefix}\u{10ffff}`)
      .where("purpose", "=", "push")
      .where("state", "=", "cancelled")
      .where("error", "is", null)
      .where((row) => row.or([row("expires_at", "is", null), row("expires_at", ">", now)]))
      .returning(["target", "hold_until"])
      .execute();
    for (const { target, hold_until } of targets) toSend.waits(target, hold_until);
  },

  /**
   * The bot may not speak first there: this message waits for the chat's next one, and so do the others that do already.
   * All are tried at `until` even without it.
   */
  async holdForMessage(
    target: string,
    [lead, ...joined]: readonly [string, ...string[]],
    until: number,
    error: string,
  ): Promise<void> {
    await db
      .updateTable("outbox")
      .set({ state: "waiting", claimed_at: null, error, waits_for_message: 1, hold_until: until, reply_to: null })
      .where("id", "=", lead)
      .execute();
    await free(db, joined);
    await db
      .updateTable("outbox")
      .set({ hold_until: until })
      .where("target", "=", target)
      .where(waiting)
      .where("waits_for_message", "=", 1)
      .execute();
  },

  /** Until when messages to this chat wait for its next one; undefined when none does. */
  async heldUntil(target: string, now: number): Promise<number | undefined> {
    const row = await db
      .selectFrom("outbox")
      .select("hold_until")
      .where("target", "=", target)
      .where(waiting)
      .where("waits_for_message", "=", 1)
      .where("hold_until", ">", now)
      .orderBy("hold_until")
      .limit(1)
      .executeTakeFirst();
    return row && Number(row.hold_until);
  },

  /** What waits for one moment waits for another; how many messages. */
  async rehold(personId: string, from: number, to: number): Promise<number> {
    const moved = await db
      .updateTable("outbox")
      .set({ hold_until: to, joins: `until ${to}` })
      .where("person_id", "=", personId)
      .where(waiting)
      .where("hold_until", "=", from)
      .returning("target")
      .execute();
    for (const { target } of moved) toSend.waits(target, to);
    return moved.length;
  },

  /**
   * The chat spoke: what waited for that may go as a reply to its message, as if never tried before. At an hour at which
   * it `disturbs`, what others caused waits on. Returns whether anything does.
   */
  async release(
    target: string,
    reply: { to: string; until: number } | null,
    { disturbs = false } = {},
  ): Promise<boolean> {
    const held = db
      .updateTable("outbox")
      .set({
        waits_for_message: 0,
        hold_until: 0,
        retry_at: 0,
        attempts: 0,
        reply_sequence: 0,
        ...(reply ? { reply_to: reply.to, reply_until: reply.until } : {}),
      })
      .where("target", "=", target)
      .where(waiting)
      .where("waits_for_message", "=", 1);
    await (disturbs
      ? held.where((row) => row.or([row("why", "is", null), row("why", "in", ["own", "urgent"])]))
      : held
    ).execute();
    toSend.waits(target, 0);
    if (!disturbs) return false;
    const left = await db
      .selectFrom("outbox")
      .select("id")
      .where("target", "=", target)
      .where(waiting)
      .where("waits_for_message", "=", 1)
      .limit(1)
      .executeTakeFirst();
    return left !== undefined;
  },
});

/** What went as one with a message that did not go is by itself again. */
export async function free(db: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable("outbox")
    .set({ state: "waiting", claimed_at: null, joined_to: null })
    .where("id", "in", [...ids])
    .execute();
}
