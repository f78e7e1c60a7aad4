import { type Kysely, sql } from "kysely";
import { type Given, statement } from "../engine/prepared.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";

export type InboxEntry = {
  readonly key: string;
  readonly alsoKey: string | null;
  readonly chat: string;
  readonly account: string;
  readonly platformId: string | null;
  readonly originKey?: string | undefined;
  readonly sentAt: number;
  readonly receivedAt: number;
  /** as JSON: of one that failed all of the message, else its text; null where nobody's words may be kept */
  readonly message: string | null;
  readonly answer: string | null;
};

const newRow = statement((db, row: Given<Schema["inbox"]>) =>
  db.insertInto("inbox").values({
    key: row.key,
    also_key: row.also_key,
    chat: row.chat,
    account: row.account,
    platform_id: row.platform_id,
    origin_key: row.origin_key,
    state: row.state,
    sent_at: row.sent_at,
    received_at: row.received_at,
    message_sealed: row.message_sealed,
    answer_sealed: row.answer_sealed,
    error: row.error,
    attempts: row.attempts,
  }),
);

/** Longer than a question waits. */
const answeredWithin = 60 * 60_000;

export const inbox = (db: Kysely<Schema>, seal: Seal, { run }: Surroundings) => ({
  /** @throws a unique violation when the key is there already */
  async add(entry: InboxEntry): Promise<void> {
    await run.send(newRow, rowOf(entry, seal, "done", null));
  },
  /** Keeps a message that could not be worked through; without its words it never will be. The first failure of a key stands. */
  async addFailed(entry: InboxEntry, error: string): Promise<void> {
    await db
      .insertInto("inbox")
      .values(rowOf(entry, seal, entry.message === null ? "done" : "failed", error))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
  failed: (limit: number) =>
    db
      .selectFrom("inbox")
      .selectAll()
      .where("state", "=", sql.lit("failed"))
      .orderBy("received_at")
      .limit(limit)
      .execute(),
  openMessage: (row: { message_sealed: string | null }): string | null =>
    row.message_sealed === null ? null : seal.open(row.message_sealed),
  /** A failed message was worked through after all. @throws when somebody else did so first */
  async settleFailed({ key, receivedAt, answer, originKey = undefined }: InboxEntry): Promise<void> {
    const { numUpdatedRows } = await db
      .updateTable("inbox")
      .set({
        state: "done",
        received_at: receivedAt,
        origin_key: originKey ?? null,
        error: null,
        answer_sealed: answer === null ? null : seal.seal(answer),
      })
      .where("key", "=", key)
      .where("state", "=", sql.lit("failed"))
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Error("replayed by somebody else");
  },
  async failedAgain(key: string, error: string): Promise<void> {
    await db
      .updateTable("inbox")
      .set((row) => ({ attempts: row("attempts", "+", 1), error }))
      .where("key", "=", key)
      .where("state", "=", sql.lit("failed"))
      .execute();
  },
  async findByPlatformId(chat: string, platformId: string) {
    const row = await db
      .selectFrom("inbox")
      .select(["key", "account", "origin_key", "received_at", "answer_sealed"])
      .where("platform_id", "=", platformId)
      .where("chat", "=", chat)
      .orderBy("received_at", "desc")
      .limit(1)
      .executeTakeFirst();
    if (!row) return undefined;
    const { answer_sealed, ...found } = row;
    return { ...found, answer: answer_sealed === null ? null : seal.open(answer_sealed) };
  },
  /** Its sender took a failed message back: it is not worked through later. */
  async settleRecalled(key: string): Promise<void> {
    await db
      .updateTable("inbox")
      .set({ state: "done", message_sealed: null })
      .where("key", "=", key)
      .where("state", "=", sql.lit("failed"))
      .execute();
  },
  /** Takes away the words of a message of some moment, and of the answers to what it led to ask. */
  async forget(key: string, at: number): Promise<void> {
    await db
      .updateTable("inbox")
      .set({ message_sealed: null })
      .where("message_sealed", "is not", null)
      .where((row) =>
        row.or([
          row("key", "=", key),
          row.and([
            row("origin_key", "=", key),
            row("received_at", ">=", at - answeredWithin),
            row("received_at", "<=", at + answeredWithin),
          ]),
        ]),
      )
      .execute();
  },
  /** Whether somebody else said something to the bot in a chat since that moment. */
  async othersSpoke(chat: string, account: string, since: number): Promise<boolean> {
    const row = await db
      .selectFrom("inbox")
      .select("key")
      .where("message_sealed", "is not", null)
      // by its own clock, which need not be the platform's
      .where("received_at", ">=", since - 60_000)
      .where("chat", "=", chat)
      .where("sent_at", ">=", since)
      .where("account", "!=", account)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  },
  /** Whether something that was kept was said in a chat after that moment. */
  async heardSince(chat: string, at: number): Promise<boolean> {
    const row = await db
      .selectFrom("inbox")
      .select("key")
      .where("message_sealed", "is not", null)
      .where("received_at", ">=", at)
      .where("chat", "=", chat)
      .where("sent_at", ">", at)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  },
  /** Takes the words out of old messages; their keys stay, so that a late second delivery is still known. */
  async forgetBefore(before: number): Promise<void> {
    await db
      .updateTable("inbox")
      .set({ message_sealed: null, answer_sealed: null })
      .where("received_at", "<", before)
      .where("message_sealed", "is not", null)
      .where("state", "=", "done")
      .execute();
    // what was answered to words that nobody kept
    await db
      .updateTable("inbox")
      .set({ answer_sealed: null })
      .where("received_at", "<", before)
      .where("message_sealed", "is", null)
      .where("answer_sealed", "is not", null)
      .execute();
  },
  /** What is left of messages older than this goes too: nothing leads from an account to what was said when. */
  async dropBefore(before: number): Promise<void> {
    await db.deleteFrom("inbox").where("received_at", "<", before).where("message_sealed", "is", null).execute();
  },
  /** How many are kept as failed. */
  async failedCount(): Promise<number> {
    const row = await db
      .selectFrom("inbox")
      .select((inbox) => inbox.fn.countAll<number>().as("count"))
      .where("state", "=", sql.lit("failed"))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
  async counts(): Promise<{ done: number; failed: number }> {
    const rows = await db
      .selectFrom("inbox")
      .select((row) => ["state", row.fn.countAll<number>().as("count")])
      .groupBy("state")
      .execute();
    const of = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0);
    return { done: of("done"), failed: of("failed") };
  },
});

function rowOf(entry: InboxEntry, seal: Seal, state: "done" | "failed", error: string | null): Schema["inbox"] {
  return {
    key: entry.key,
    also_key: entry.alsoKey,
    chat: entry.chat,
    account: entry.account,
    platform_id: entry.platformId,
    origin_key: entry.originKey ?? null,
    state,
    sent_at: entry.sentAt,
    received_at: entry.receivedAt,
    message_sealed: entry.message === null ? null : seal.seal(entry.message),
    answer_sealed: entry.answer === null ? null : seal.seal(entry.answer),
    error,
    attempts: 1,
  };
}
