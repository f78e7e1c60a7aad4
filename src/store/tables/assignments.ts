import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { RecordRow } from "./records.ts";

export type AssignmentRow = Schema["assignments"];
type Given = Pick<AssignmentRow, "record_id" | "from_place_id" | "from_role" | "from_title" | "first_due_at"> &
  Partial<AssignmentRow>;

const untouched = {
  origin_part: 0,
  list: "",
  outcome: null,
  request: null,
  request_at: null,
  request_due_at: null,
  request_person_id: null,
  extensions: 0,
  passed_on: 0,
  redone: 0,
  is_final: 0,
  delivered_at: null,
  response_due_at: null,
  signed_at: null,
  responded_at: null,
  returned_at: null,
  reported_at: null,
  verified_at: null,
  asked_at: null,
  closed_at: null,
  nudged_at: null,
} as const;

/** What is special to matters that were handed over. */
export const assignments = (db: Kysely<Schema>) => ({
  async add(rows: readonly Given[]): Promise<void> {
    if (rows.length === 0) return;
    await db
      .insertInto("assignments")
      .values(rows.map((row) => ({ ...untouched, ...row })))
      .execute();
  },

  /** When the owner heard of it, and until when an answer counts as one in time. */
  async delivered(id: string, at: Pick<AssignmentRow, "delivered_at" | "response_due_at">): Promise<void> {
    await db.updateTable("assignments").set(at).where("record_id", "=", id).execute();
  },

  /** How many somebody has not finished. */
  async openOf(ownerId: string): Promise<number> {
    const row = await db
      .selectFrom("records")
      .select((record) => record.fn.countAll<number>().as("count"))
      .where("owner_id", "=", ownerId)
      .where("kind", "=", "assignment")
      .where("waiting", "=", 1)
      .where("withdrawn_at", "is", null)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },

  /** What somebody was handed lately and has not finished, for telling whether it is the same. */
  recentOf: (ownerId: string, since: number): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("owner_id", "=", ownerId)
      .where("kind", "=", "assignment")
      .where("waiting", "=", 1)
      .where("withdrawn_at", "is", null)
      .where("created_at", ">=", since)
      .orderBy("created_at", "desc")
      .limit(50)
      .execute(),
});
