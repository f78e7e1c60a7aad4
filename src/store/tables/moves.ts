import type { Kysely } from "kysely";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import { answers, isAnswer } from "./answers.ts";
import { groupBy } from "./group-by.ts";
import type { RecordChange } from "./records.ts";

type Row = Schema["moves"];
export type MoveRow = Row;
export type NewMove = Omit<Row, "id" | "note_sealed" | "before_sealed" | "undone_at"> & {
  readonly note: string | null;
  readonly before: RecordChange;
};

/** Nothing is taken back that was done longer before than this. */
/** More than one message makes or moves: a pasted list has 300 rows. */
export const mostCaused = 1_000;
const longestBefore = 24 * 60 * 60_000;

/** The history of records. */
export const moves = (db: Kysely<Schema>, seal: Seal, { run }: Pick<Surroundings, "run">) => ({
  /** @throws a unique violation when this message has made this move */
  async add({ note, before, ...move }: NewMove): Promise<void> {
    const added = db.insertInto("moves").values({
      ...move,
      id: newId(),
      note_sealed: note === null ? null : seal.seal(note),
      before_sealed: seal.seal(JSON.stringify(before)),
      undone_at: null,
    });
    if (isAnswer(move.to_state)) await answers(run).around(move.record_id, () => added.execute());
    else await added.execute();
  },

  openNote: (row: Pick<Row, "note_sealed">): string | null =>
    row.note_sealed === null ? null : seal.open(row.note_sealed),
  openBefore: (row: Pick<Row, "before_sealed">): RecordChange =>
    JSON.parse(seal.open(row.before_sealed)) as RecordChange,

  of: (recordId: string): Promise<Row[]> =>
    db
      .selectFrom("moves")
      .selectAll()
      .where("record_id", "=", recordId)
      .where("undone_at", "is", null)
      .orderBy("at")
      .orderBy("id")
      .execute(),

  /** The steps of several records, the first one first. */
  async ofEach(recordIds: readonly string[]): Promise<Map<string, Row[]>> {
    if (recordIds.length === 0) return new Map();
    const rows = await db
      .selectFrom("moves")
      .selectAll()
      .where("record_id", "in", [...recordIds])
      .where("undone_at", "is", null)
      .orderBy("at")
      .orderBy("id")
      .execute();
    return groupBy(rows, ({ record_id }) => record_id);
  },

  /** The last that an account made in a chat. */
  lastIn: (account: string, chat: string, since: number, ofRecord: readonly string[] = []): Promise<Row | undefined> =>
    db
      .selectFrom("moves")
      .selectAll()
      .where("account", "=", account)
      .where("chat", "=", chat)
      .where("at", ">=", since)
      .where("undone_at", "is", null)
      .$if(ofRecord.length > 0, (moves) => moves.where("record_id", "in", ofRecord))
      .orderBy("at", "desc")
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst(),

  /** The last that an account took back of what it did in a chat. */
  lastUndone: (account: string, chat: string, since: number): Promise<Row | undefined> =>
    db
      .selectFrom("moves")
      .selectAll()
      .where("account", "=", account)
      .where("chat", "=", chat)
      .where("at", ">=", since - longestBefore)
      .where("undone_at", ">=", since)
      .orderBy("undone_at", "desc")
      .limit(1)
      .executeTakeFirst(),

  /** What was done with the same record after a step and stands, the last first. */
  since: ({ record_id, id }: Pick<Row, "record_id" | "id">): Promise<Row[]> =>
    db
      .selectFrom("moves")
      .selectAll()
      .where("record_id", "=", record_id)
      .where("id", ">", id)
      .where("undone_at", "is", null)
      .orderBy("id", "desc")
      .limit(100)
      .execute(),

  /** What a message did and stands, the last first. */
  causedBy: (causePrefix: string): Promise<Row[]> =>
    db
      .selectFrom("moves")
      .selectAll()
      .where("cause", ">=", causePrefix)
      .where("cause", "<", `${causePrefix}\u{10ffff}`)
      .where("undone_at", "is", null)
      .orderBy("id", "desc")
      .limit(mostCaused)
      .execute(),

  /** Marks a move as taken back; false when it was already. */
  async undo({ id, record_id, to_state }: Pick<Row, "id" | "record_id" | "to_state">, at: number): Promise<boolean> {
    const undone = db.updateTable("moves").set({ undone_at: at }).where("id", "=", id).where("undone_at", "is", null);
    const undo = () => undone.executeTakeFirst();
    const { numUpdatedRows } = await (isAnswer(to_state) ? answers(run).around(record_id, undo) : undo());
    return numUpdatedRows > 0n;
  },
});
