import { type Kysely, sql } from "kysely";
import { recordLetters } from "../../ledger/letters.ts";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { RecordKind, Schema } from "../schema.ts";
import { endOfPath } from "./places.ts";

type Row = Schema["records"];
export type RecordRow = Row;

export type NewRecord = Pick<
  Row,
  | "kind"
  | "town_id"
  | "place_id"
  | "chat"
  | "account"
  | "author_id"
  | "with_person_id"
  | "with_name"
  | "day"
  | "at"
  | "category"
  | "text"
  | "fingerprint"
  | "inbox_key"
  | "created_at"
> & { readonly sensitive: boolean; readonly fields: Readonly<Record<string, string | readonly string[]>> };

/** The letter in front of a record's number. */
export const records = (db: Kysely<Schema>, seal: Seal) => ({
  async add(record: NewRecord): Promise<{ id: string; number: number }> {
    const id = newId();
    const { sensitive, fields, text, ...plain } = record;
    const words = (value: string) => (sensitive ? seal.seal(value) : value);
    const number = await nextNumber(db, record.town_id, recordLetters[record.kind]);
    await db
      .insertInto("records")
      .values({
        ...plain,
        id,
        number,
        sensitive: sensitive ? 1 : 0,
        accused: "",
        text: words(text),
        fields: words(JSON.stringify(fields)),
        answered_at: null,
        withdrawn_at: null,
      })
      .execute();
    return { id, number };
  },

  fingerprint: (text: string): string => seal.fingerprint(text),

  openText: (row: Pick<Row, "sensitive" | "text">): string => (row.sensitive ? seal.open(row.text) : row.text),

  /** The same words by the same account in the same chat, standing, not older than `since`. */
  repeated: (account: string, chat: string, fingerprint: string, since: number): Promise<Row | undefined> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("account", "=", account)
      .where("chat", "=", chat)
      .where("created_at", ">", since)
      .where("fingerprint", "=", fingerprint)
      .where("withdrawn_at", "is", null)
      .orderBy("created_at", "desc")
      .limit(1)
      .executeTakeFirst(),

  lastIn: (account: string, chat: string, since: number): Promise<Row | undefined> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("account", "=", account)
      .where("chat", "=", chat)
      .where("created_at", ">=", since)
      .where("withdrawn_at", "is", null)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst(),

  byInboxKey: (key: string): Promise<Row | undefined> =>
    db.selectFrom("records").selectAll().where("inbox_key", "=", key).executeTakeFirst(),

  /** Standing records of a number, in the towns where it may be meant. */
  find: (townIds: readonly string[], kind: RecordKind, number: number): Promise<Row[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("town_id", "in", [...townIds])
      .where("kind", "=", kind)
      .where("number", "=", number)
      .where("withdrawn_at", "is", null)
      .limit(5)
      .execute(),

  /** Opinions below a path that wait for an answer, the oldest first. The kind is a literal, as in the index's condition. */
  waiting: (path: string, limit: number): Promise<Row[]> =>
    db
      .selectFrom("records")
      .innerJoin("places", "places.id", "records.place_id")
      .selectAll("records")
      .where("records.kind", "=", sql.lit("opinion"))
      .where("records.answered_at", "is", null)
      .where("records.withdrawn_at", "is", null)
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .orderBy("records.created_at")
      .orderBy("records.id")
      .limit(limit)
      .execute(),

  async answered(id: string, at: number): Promise<void> {
    await db.updateTable("records").set({ answered_at: at }).where("id", "=", id).execute();
  },

  /** Takes a standing record back; false when it was already. */
  async withdraw(id: string, at: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("records")
      .set({ withdrawn_at: at })
      .where("id", "=", id)
      .where("withdrawn_at", "is", null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  /** Opinions older than this no longer say whose they are. */
  async detachBefore(before: number): Promise<void> {
    await db
      .updateTable("records")
      .set((row) => ({ account: "", author_id: null, fingerprint: "", inbox_key: row.ref("id") }))
      .where("kind", "=", "opinion")
      .where("created_at", "<", before)
      .where("account", "!=", "")
      .execute();
  },

  mine: (account: string, personId: string | null, limit: number): Promise<Row[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where((row) => row.or([row("account", "=", account), ...(personId ? [row("author_id", "=", personId)] : [])]))
      .where("withdrawn_at", "is", null)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(limit)
      .execute(),

  /** How many of each kind were written below a path since, and how many of them by people who are away. */
  async freshSince(path: string, since: number): Promise<Map<RecordKind, { total: number; away: number }>> {
    const rows = await db
      .selectFrom("records")
      .innerJoin("places", "places.id", "records.place_id")
      .leftJoin("people", "people.id", "records.author_id")
      .select((record) => [
        "records.kind",
        record.fn.countAll<number>().as("total"),
        record.fn
          .sum<number>(
            record.case().when("people.away_city", "is not", null).then(record.lit(1)).else(record.lit(0)).end(),
          )
          .as("away"),
      ])
      .where("records.withdrawn_at", "is", null)
      .where("records.created_at", ">=", since)
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .groupBy("records.kind")
      .execute();
    return new Map(rows.map((row) => [row.kind, { total: Number(row.total), away: Number(row.away) }]));
  },

  /** Opinions below a path that nobody has answered, and when the oldest was written. */
  async unanswered(path: string): Promise<{ total: number; oldest: number | null }> {
    const row = await db
      .selectFrom("records")
      .innerJoin("places", "places.id", "records.place_id")
      .select((record) => [record.fn.countAll<number>().as("total"), record.fn.min("records.created_at").as("oldest")])
      .where("records.kind", "=", sql.lit("opinion"))
      .where("records.answered_at", "is", null)
      .where("records.withdrawn_at", "is", null)
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .executeTakeFirstOrThrow();
    return { total: Number(row.total), oldest: row.oldest === null ? null : Number(row.oldest) };
  },
});

/** Takes the next `count` numbers of a letter in a town, immediately before the insert that uses them; the last of them. */
export async function nextNumber(db: Kysely<Schema>, townId: string, letter: string, count = 1): Promise<number> {
  const row = await db
    .insertInto("counters")
    .values({ town_id: townId, letter, value: count })
    .onConflict((conflict) =>
      conflict
        .columns(["town_id", "letter"])
        .doUpdateSet((counter) => ({ value: counter("counters.value", "+", count) })),
    )
    .returning("value")
    .executeTakeFirstOrThrow();
  return Number(row.value);
}
