import { type Kysely, type RawBuilder, sql } from "kysely";
import { type KindName, noticeKind } from "../../ledger/kinds.ts";
import { type Given, statement } from "../engine/prepared.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Cut } from "./lists.ts";
import type { RecordRow } from "./records.ts";

/** As a literal: the condition of a partial index must stand in the statement itself. */
const running = sql<boolean>`next_at is not null`;
const rung = sql<boolean>`rung_at is not null`;

/** What strikes for one owner at a time; the rest a minute later. */
const mostOfOne = 50;

export type Ringing = { readonly kind: KindName; readonly owner: string; readonly at: number };

export type Whose = { readonly account: string; readonly personId: string | null };

/** Each part by its own index: for an `or` SQLite would walk a whole one. */
function ofWhom(db: Kysely<Schema>, kind: KindName, { account, personId }: Whose) {
  const some = db.selectFrom("records").select("id").where("kind", "=", kind).where(running);
  const own = some.where("owner_account", "=", account).union(some.where("account", "=", account));
  return personId === null ? own : own.union(some.where("owner_id", "=", personId));
}

type Due = { kind: KindName; owner: string; until: number };

const dueWhere = (isTheirs: (owner: Given<Due>["owner"]) => RawBuilder<boolean>) =>
  statement((db, { kind, owner, until }: Given<Due>) =>
    db
      .selectFrom("records")
      .selectAll()
      .where(isTheirs(owner))
      .where("kind", "=", kind)
      .where(running)
      .where("next_at", "<=", until)
      .orderBy("next_at")
      .orderBy("id")
      .limit(sql.lit(mostOfOne)),
  );
const dueOfOwner = dueWhere((owner) => sql`owner_account = ${owner}`);
/** Nobody holds an account for it: others hear of it all the same. */
const dueOfNobody = dueWhere(() => sql`owner_account is null`);

type Struck = { id: string; from: number | null; next: number | null; state: string; waiting: number; now: number };

const struck = statement((db, { id, from, next, state, waiting, now }: Given<Struck>) =>
  db
    .updateTable("records")
    .set({
      ...{ rung_at: now, next_at: next, state, waiting },
      due_at: sql<number | null>`coalesce(cast(${next} as bigint), due_at)`,
    })
    .where("id", "=", id)
    .where("next_at", "=", from),
);

/** The clocks of records: what strikes when, and what has struck and waits for an answer. */
export const clocks = (db: Kysely<Schema>, _seal: Seal, { run }: Surroundings) => ({
  /** For whom something strikes until a moment, each with the earliest minute. */
  async dueUntil(until: number, limit: number): Promise<Ringing[]> {
    const rows = await db
      // by itself the grouping would be done along the index of all owners, also of those with nothing due
      .with(
        (due) => due("due").materialized(),
        (rows) =>
          rows
            .selectFrom("records")
            .select(["kind", "owner_account", "next_at"])
            .where(running)
            .where("next_at", "<=", until),
      )
      .selectFrom("due")
      .select((row) => ["kind", "owner_account", row.fn.min("next_at").as("at")])
      .groupBy(["kind", "owner_account"])
      .orderBy("at")
      .limit(limit)
      .execute();
    return rows.map((row) => ({ kind: row.kind, owner: row.owner_account ?? "", at: Number(row.at) }));
  },

  /** What recurs and struck at a moment that is still to come: the clock was ahead then. */
  async struckAfter(moment: number, limit: number): Promise<RecordRow[]> {
    return db
      .selectFrom("records")
      .selectAll()
      .where(rung)
      .where("rung_at", ">", moment)
      .where("rule", "is not", null)
      .where(running)
      .limit(limit)
      .execute();
  },

  /** When the first of all strikes. */
  async earliest(): Promise<number | null> {
    const row = await db
      .selectFrom("records")
      .select((record) => record.fn.min("next_at").as("at"))
      .where(running)
      .executeTakeFirst();
    return row?.at == null ? null : Number(row.at);
  },

  /** What strikes for somebody's post strikes for another from now on, what recurs and what others set: how many. */
  async handOver(fromId: string, toId: string, toAccount: string): Promise<number> {
    const { numUpdatedRows } = await db
      .updateTable("records")
      .set({ owner_id: toId, owner_account: toAccount })
      .where("owner_id", "=", fromId)
      .where("kind", "=", noticeKind)
      .where((row) =>
        row.or([row("rule", "is not", null), row("author_id", "is", null), row("author_id", "!=", fromId)]),
      )
      .where(running)
      .where("withdrawn_at", "is", null)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  },

  dueFor: (kind: KindName, owner: string, until: number): Promise<RecordRow[]> =>
    run.all(owner === "" ? dueOfNobody : dueOfOwner, { kind, owner, until }),

  /** Takes this striking for oneself: true for exactly one caller. `next` null stops the clock. */
  async claim(
    { id, next_at }: Pick<RecordRow, "id" | "next_at">,
    { next, state, waiting, now }: Pick<Struck, "next" | "state" | "now"> & { readonly waiting: boolean },
  ): Promise<boolean> {
    return (await run.change(struck, { id, from: next_at, next, state, waiting: waiting ? 1 : 0, now })) > 0;
  },

  /** The same for what keeps its deadline and its state: its clock strikes next then; null stops it. */
  async goOn(row: Pick<RecordRow, "id" | "next_at">, next: number | null): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("records")
      .set({ next_at: next })
      .where("id", "=", row.id)
      .where("next_at", "=", row.next_at)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  /** It strikes earlier than it was going to, and has not struck after now. */
  async setBack(row: Pick<RecordRow, "id" | "next_at">, next: number): Promise<void> {
    await db
      .updateTable("records")
      .set({ next_at: next, due_at: next, rung_at: null })
      .where("id", "=", row.id)
      .where("next_at", "=", row.next_at)
      .execute();
  },

  /** Running ones an account or its person owns, the next first. */
  ownedBy: (kind: KindName, account: string, personId: string | null, limit: number): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where((row) =>
        row.or([row("owner_account", "=", account), ...(personId ? [row("owner_id", "=", personId)] : [])]),
      )
      .where("kind", "=", kind)
      .where(running)
      .orderBy("next_at")
      .limit(limit)
      .execute(),

  /** Running ones that an account or its person owns, and those it set for others, the next first. */
  of: (kind: KindName, whose: Whose, { limit, offset }: Cut): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("id", "in", ofWhom(db, kind, whose))
      .orderBy("next_at")
      .orderBy("number")
      .limit(limit)
      .offset(offset)
      .execute(),

  async countOf(kind: KindName, whose: Whose): Promise<number> {
    const row = await db
      .selectFrom("records")
      .select((record) => record.fn.countAll<number>().as("count"))
      .where("id", "in", ofWhom(db, kind, whose))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },

  /** What struck for an account or its person since and was not answered, the latest first; what is withdrawn never rings. */
  async rungFor(account: string, personId: string | null, since: number): Promise<RecordRow[]> {
    const rows = db
      .selectFrom("records")
      .selectAll()
      .where(rung)
      .where("rung_at", ">", since)
      .orderBy("rung_at", "desc")
      .orderBy("id", "desc")
      .limit(20);
    // two statements: for an `or` SQLite would walk a whole index
    const byAccount = await rows.where("owner_account", "=", account).execute();
    const byPerson = personId === null ? [] : await rows.where("owner_id", "=", personId).execute();
    const all = new Map([...byAccount, ...byPerson].map((row) => [row.id, row]));
    return [...all.values()].sort(
      (one, other) => (other.rung_at ?? 0) - (one.rung_at ?? 0) || (one.id < other.id ? 1 : -1),
    );
  },

  /** What strikes for one person within a span, earliest first. */
  between: (kind: KindName, personId: string, from: number, to: number): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("owner_id", "=", personId)
      .where("kind", "=", kind)
      .where(running)
      .where("next_at", ">=", from)
      .where("next_at", "<", to)
      .orderBy("next_at")
      .limit(20)
      .execute(),

  async running(): Promise<number> {
    const row = await db
      .selectFrom("records")
      .select((record) => record.fn.countAll<number>().as("count"))
      .where(running)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
});
