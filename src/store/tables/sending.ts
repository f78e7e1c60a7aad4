import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { free, open, ready, waiting } from "./holding.ts";

type Row = Schema["outbox"];

/** A claim older than this belongs to a process that died with it. */
const claimLasts = 60_000;
/** So many of one key go as one message. */
const mostJoined = 10;

/** Replies to one message are numbered as they go out; one that is tried again keeps its number. */
const nextReply = sql<number>`case when outbox.reply_sequence > 0 then outbox.reply_sequence else
  (select coalesce(max(o.reply_sequence), 0) + 1 from outbox o where o.reply_to = outbox.reply_to) end`;

/** One that was sent: the platform's id of it, and a fingerprint of its words; the records of which somebody heard by it. */
export type SentRow = Pick<Row, "id"> &
  Partial<Pick<Row, "message_id" | "text_mark">> & {
    readonly heard?: { readonly recordIds: readonly string[]; readonly personId: string };
  };

type Changes = Partial<
  Pick<Row, "ambiguous" | "parts_sent" | "attempts" | "reply_to" | "joins" | "hold_until" | "picture_sealed">
>;

/** How rows of the outbox go out. */
export const sending = (db: Kysely<Schema>) => ({
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
        holder: null,
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

  /** Takes with a claimed message what goes as one with it, in order. */
  async claimJoined(lead: Pick<Row, "id" | "target" | "joins">, now: number): Promise<Row[]> {
    const together = db
      .selectFrom("outbox")
      .select("id")
      .where("target", "=", lead.target)
      .where(open)
      .where(ready(now))
      .where("joins", "=", lead.joins)
      .where("id", "!=", lead.id)
      .where((row) => row.or([row("state", "=", "waiting"), row("joined_to", "=", lead.id)]))
      .orderBy("id")
      .limit(mostJoined - 1);
    const rows = await db
      .updateTable("outbox")
      .set({ state: "sending", claimed_at: now, joined_to: lead.id })
      .where("id", "in", together)
      .returningAll()
      .execute();
    return rows.sort((one, other) => (one.id < other.id ? -1 : 1));
  },

  /** What was being sent when the only process there is died may be taken at once. */
  async freeClaims(): Promise<void> {
    await db.updateTable("outbox").set({ claimed_at: 0 }).where("state", "=", "sending").execute();
  },

  /** What a holder of whom nothing is heard claimed before that may be taken at once; the chats. */
  async freeLeftBehind(prefix: string, now: number, before: number): Promise<string[]> {
    const rows = await db
      .updateTable("outbox")
      .set({ claimed_at: 0 })
      .where(open)
      .where("state", "=", "sending")
      .where("holder", "is not", null)
      .where("claimed_at", "<=", before)
      .where("claimed_at", ">", 0)
      .where((row) =>
        row.not(
          row.exists(
            row
              .selectFrom("leases")
              .select("leases.name")
              .where("leases.name", "=", sql<string>`${prefix} || outbox.holder`)
              .where("leases.until", ">", now),
          ),
        ),
      )
      .returning("target")
      .execute();
    return [...new Set(rows.map(({ target }) => target))];
  },

  /** All in one, whatever is known of each. */
  async sent(rows: readonly SentRow[], at: number): Promise<void> {
    const known = rows.map((row) => sql`(${row.id}, ${row.message_id ?? null}, ${row.text_mark ?? null})`);
    await sql`update outbox set state = 'sent', sent_at = ${at}, claimed_at = null, error = null,
      message_id = known.column2, text_mark = known.column3
      from (values ${sql.join(known)}) as known where outbox.id = known.column1`.execute(db);
    const heard = rows.flatMap(({ heard }) => heard?.recordIds.map((id) => sql`(${id}, ${heard.personId})`) ?? []);
    if (heard.length > 0)
      await sql`update records set heard_at = ${at} where heard_at is null
        and (id, owner_id) in (values ${sql.join(heard)})`.execute(db);
  },

  /** Claimed by their writer and not begun: anybody may take them, in their place. */
  async letGo(rows: readonly Pick<Row, "id" | "holder">[]): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    await db
      .updateTable("outbox")
      .set({ state: "waiting", claimed_at: null, holder: null })
      .where(
        "id",
        "in",
        rows.map(({ id }) => id),
      )
      // one that lay in hand for too long may have been taken by somebody else
      .where("holder", "=", first.holder)
      .where("state", "=", "sending")
      .execute();
  },

  /** Those of these chats for which something waits that may go now. */
  async waitingFor(targets: readonly string[], now: number): Promise<string[]> {
    const rows = await db
      .selectFrom("outbox")
      .select("target")
      .distinct()
      .where("target", "in", [...targets])
      .where(waiting)
      .where(ready(now))
      .execute();
    return rows.map(({ target }) => target);
  },

  /** To be tried again. */
  async putBack(
    ids: readonly [string, ...string[]],
    retryAt: number,
    error: string,
    changes: Changes = {},
  ): Promise<void> {
    const [lead, ...joined] = ids;
    await db
      .updateTable("outbox")
      .set({ state: "waiting", retry_at: retryAt, claimed_at: null, error, ...changes })
      .where("id", "=", lead)
      .execute();
    await free(db, joined);
  },
  async failed(id: string, error: string): Promise<void> {
    await db.updateTable("outbox").set({ state: "failed", claimed_at: null, error }).where("id", "=", id).execute();
  },
  /** Nobody needs it any more. */
  async dropped(id: string, reason: string): Promise<void> {
    await db
      .updateTable("outbox")
      .set({ state: "cancelled", claimed_at: null, error: reason })
      .where("id", "=", id)
      .execute();
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

  /** How many posts beside answers a chat had since then. */
  async postsSince(target: string, since: number): Promise<number> {
    const row = await db
      .selectFrom("outbox")
      .select((row) => row.fn.countAll<number>().as("count"))
      .where("target", "=", target)
      .where("sent_at", ">=", since)
      .where(sql<boolean>`why is not null`)
      .where("joined_to", "is", null)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },

  /** The chats in which this was tried, of all that goes back to one cause. */
  async triedFor(cause: string): Promise<string[]> {
    const rows = await db
      .selectFrom("outbox")
      .select("target")
      .where((row) =>
        row.or([
          row("cause", "=", cause),
          row.and([row("cause", ">=", `${cause}>`), row("cause", "<", `${cause}>\u{10ffff}`)]),
        ]),
      )
      .limit(50)
      .execute();
    return rows.map((row) => row.target);
  },
});
