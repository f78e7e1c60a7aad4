import { type Kysely, sql } from "kysely";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";

type Row = Schema["outbox"];
export type OutboxRow = Row;

export type NewOutbox = {
  readonly target: string;
  readonly cause: string;
  readonly purpose: Row["purpose"];
  readonly text: string;
  readonly now: number;
  /** not before */
  readonly holdUntil?: number;
  readonly numbers?: string;
  readonly reply?: { readonly to: string; readonly until: number };
  readonly personId?: string | null;
  /** chat key, for when none of the person's accounts can be written to */
  readonly otherwise?: string | null;
};

/** A claim older than this belongs to a process that died with it. */
const claimLasts = 60_000;

/** Replies to one message are numbered as they go out; one that is tried again keeps its number. */
const nextReply = sql<number>`case when outbox.reply_sequence > 0 then outbox.reply_sequence else
  (select coalesce(max(o.reply_sequence), 0) + 1 from outbox o where o.reply_to = outbox.reply_to) end`;

// Conditions of partial indexes: a database uses such an index only where the condition stands in the statement itself.
const open = sql<boolean>`state in ('waiting', 'sending')`;
const waiting = sql<boolean>`state in ('waiting', 'sending') and state = 'waiting'`;

const ready = (now: number) => sql<boolean>`hold_until <= ${now}`;

export const outbox = (db: Kysely<Schema>, seal: Seal, { hasToSend }: Surroundings) => ({
  /** False when the cause has written already. */
  async add(message: NewOutbox): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto("outbox")
      .values(rowOf(message, seal))
      .onConflict((conflict) => conflict.column("cause").doNothing())
      .executeTakeFirst();
    const isNew = (numInsertedOrUpdatedRows ?? 0n) > 0n;
    if (isNew) hasToSend(message.target);
    return isNew;
  },

  /**
   * Acknowledges a number under a cause: the first is said at once, those that follow while it stands wait until
   * `holdUntil` and are said together. What comes when both have gone is said by itself, under `alone`.
   */
  async acknowledge(
    message: NewOutbox & { readonly numbers: string; readonly holdUntil: number },
    alone: string,
  ): Promise<void> {
    const { cause, numbers, holdUntil } = message;
    const isFirst = sql<boolean>`not exists (select 1 from outbox said where said.cause = ${cause})`;
    const { numInsertedOrUpdatedRows } = await db
      .insertInto("outbox")
      .values({
        ...rowOf(message, seal),
        cause: sql`case when ${isFirst} then cast(${cause} as text) else cast(${`${cause}:more`} as text) end`,
        hold_until: sql`case when ${isFirst} then 0 else cast(${holdUntil} as bigint) end`,
      })
      .onConflict((conflict) =>
        conflict
          .column("cause")
          .doUpdateSet((row) => ({ numbers: sql`${row.ref("outbox.numbers")} || ',' || ${numbers}` }))
          .where("outbox.state", "=", "waiting"),
      )
      .executeTakeFirst();
    if ((numInsertedOrUpdatedRows ?? 0n) === 0n) await this.add({ ...message, cause: alone, holdUntil: 0 });
    else hasToSend(message.target);
  },

  openText: (row: Pick<Row, "text_sealed">): string => seal.open(row.text_sealed),

  /**
   * Takes the first message of a target for sending, or nothing: when the first is being sent by somebody else
   * or waits to be tried again, those behind it wait too.
   */
  async claim(target: string, now: number): Promise<Row | undefined> {
    const first = db
      .selectFrom("outbox")
      .select("id")
      .where("target", "=", target)
      .where(open)
      .where(ready(now))
      .orderBy("id")
      .limit(1);
    return db
      .updateTable("outbox")
      .set((row) => ({
        state: "sending" as const,
        claimed_at: now,
        attempts: row("attempts", "+", 1),
        // a claim left behind by a dead process: its call may have gone out
        ambiguous: row.case().when("state", "=", "sending").then(row.lit(1)).else(row.ref("ambiguous")).end(),
        reply_sequence: nextReply,
      }))
      .where("id", "=", first)
      .where((row) =>
        row.or([
          row.and([row("state", "=", "waiting"), row("retry_at", "<=", now)]),
          row.and([row("state", "=", "sending"), row("claimed_at", "<", now - claimLasts)]),
        ]),
      )
      .returningAll()
      .executeTakeFirst();
  },

  /** What was being sent when the only process there is died may be taken at once. */
  async freeClaims(): Promise<void> {
    await db.updateTable("outbox").set({ claimed_at: 0 }).where("state", "=", "sending").execute();
  },

  async sent(id: string, at: number): Promise<void> {
    await db
      .updateTable("outbox")
      .set({ state: "sent", sent_at: at, claimed_at: null, error: null })
      .where("id", "=", id)
      .execute();
  },
  async again(
    id: string,
    retryAt: number,
    error: string,
    more: Partial<Pick<Row, "ambiguous" | "parts_sent" | "attempts" | "reply_to">> = {},
  ): Promise<void> {
    await db
      .updateTable("outbox")
      .set({ state: "waiting", retry_at: retryAt, claimed_at: null, error, ...more })
      .where("id", "=", id)
      .execute();
  },
  async failed(id: string, error: string): Promise<void> {
    await db.updateTable("outbox").set({ state: "failed", claimed_at: null, error }).where("id", "=", id).execute();
  },

  /** Targets with something to send now, or left behind by a process that died. */
  async dueTargets(now: number, limit: number): Promise<string[]> {
    const rows = await db
      .selectFrom("outbox")
      .select("target")
      .distinct()
      .where(open)
      .where(ready(now))
      .where((row) =>
        row.or([
          row.and([row("state", "=", "waiting"), row("retry_at", "<=", now)]),
          row.and([row("state", "=", "sending"), row("claimed_at", "<", now - claimLasts)]),
        ]),
      )
      .limit(limit)
      .execute();
    return rows.map((row) => row.target);
  },

  /** When the first of all that wait may go. */
  async earliest(): Promise<number | null> {
    const row = await db
      .selectFrom("outbox")
      .select((row) =>
        row.fn.min(sql<number>`case when hold_until > retry_at then hold_until else retry_at end`).as("at"),
      )
      .where(waiting)
      .where("waits_for_message", "=", 0)
      .executeTakeFirst();
    return row?.at == null ? null : Number(row.at);
  },

  /**
   * When a waiting message of a target may go next, or undefined when none waits: the first of those no longer held when
   * it is tried again, or the first whose hold ends.
   */
  async nextAt(target: string, now: number): Promise<number | undefined> {
    const here = db.selectFrom("outbox").where("target", "=", target).where(waiting);
    const first = await here.select("retry_at").where(ready(now)).orderBy("id").limit(1).executeTakeFirst();
    const held = await here
      .select((row) => row.fn.min("hold_until").as("at"))
      .where("hold_until", ">", now)
      .executeTakeFirst();
    const times = [first?.retry_at, held?.at].flatMap((at) => (at == null ? [] : [Number(at)]));
    return times.length > 0 ? Math.min(...times) : undefined;
  },

  /**
   * The bot may not speak first there: this message waits for the chat's next one, and so do the others that do already.
   * All are tried at `until` even without it.
   */
  async holdForMessage(row: Pick<Row, "id" | "target">, until: number, error: string): Promise<void> {
    await db
      .updateTable("outbox")
      .set({ state: "waiting", claimed_at: null, error, waits_for_message: 1, hold_until: until, reply_to: null })
      .where("id", "=", row.id)
      .execute();
    await db
      .updateTable("outbox")
      .set({ hold_until: until })
      .where("target", "=", row.target)
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

  /** Takes back what a message caused and nobody has been sent yet; how many, and how many had gone. */
  async cancelCausedBy(causePrefix: string): Promise<{ cancelled: number; gone: number }> {
    const end = `${causePrefix}\u{10ffff}`;
    const { numUpdatedRows } = await db
      .updateTable("outbox")
      .set({ state: "cancelled" })
      .where("cause", ">=", causePrefix)
      .where("cause", "<", end)
      .where("purpose", "=", "push")
      .where(waiting)
      .executeTakeFirst();
    const gone = await db
      .selectFrom("outbox")
      .select((row) => row.fn.countAll<number>().as("count"))
      .where("cause", ">=", causePrefix)
      .where("cause", "<", end)
      .where("purpose", "=", "push")
      .where("state", "in", ["sent", "sending"])
      .executeTakeFirstOrThrow();
    return { cancelled: Number(numUpdatedRows), gone: Number(gone.count) };
  },

  /** The group spoke: what waited for that may go as a reply to its message, as if never tried before. */
  async release(target: string, reply: { to: string; until: number } | null): Promise<void> {
    await db
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
      .where("waits_for_message", "=", 1)
      .execute();
    hasToSend(target);
  },

  /** Messages to an account that stopped its pushes. */
  async cancelPushesTo(targets: readonly string[]): Promise<void> {
    if (targets.length === 0) return;
    await db
      .updateTable("outbox")
      .set({ state: "cancelled" })
      .where("target", "in", [...targets])
      .where("purpose", "=", "push")
      .where(waiting)
      .execute();
  },

  async forgetBefore(before: number): Promise<void> {
    await db
      .deleteFrom("outbox")
      .where("created_at", "<", before)
      .where("state", "not in", ["waiting", "sending"])
      .execute();
  },

  async counts(): Promise<Record<string, number>> {
    const rows = await db
      .selectFrom("outbox")
      .select((row) => ["state", row.fn.countAll<number>().as("count")])
      .groupBy("state")
      .execute();
    return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
  },
});

function rowOf(message: NewOutbox, seal: Seal): Row {
  return {
    id: newId(),
    target: message.target,
    cause: message.cause,
    purpose: message.purpose,
    text_sealed: seal.seal(message.text),
    numbers: message.numbers ?? "",
    hold_until: message.holdUntil ?? 0,
    waits_for_message: 0,
    retry_at: 0,
    state: "waiting",
    attempts: 0,
    claimed_at: null,
    parts_sent: 0,
    ambiguous: 0,
    error: null,
    reply_to: message.reply?.to ?? null,
    reply_until: message.reply?.until ?? 0,
    reply_sequence: 0,
    person_id: message.personId ?? null,
    otherwise: message.otherwise ?? null,
    created_at: message.now,
    sent_at: null,
  };
}
