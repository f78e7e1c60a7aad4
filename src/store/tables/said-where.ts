import { type Kysely, sql } from "kysely";
import { type Given, type Run, statement } from "../engine/prepared.ts";
import type { Schema } from "../schema.ts";
import { betweenRecords } from "./quoting.ts";

/** Without its words: to whom it went, and how it fared. */
export type ToldRow = Pick<
  Schema["outbox"],
  | "target"
  | "person_id"
  | "state"
  | "error"
  | "ambiguous"
  | "hold_until"
  | "retry_at"
  | "waits_for_message"
  | "created_at"
  | "sent_at"
> & {
  readonly name: string | null;
  /** where the group is of */
  readonly place: string | null;
  /** 1: they hold a post */
  readonly works: number;
};

const told = statement((db, { recordId, limit }: Given<{ recordId: string; limit: number }>) =>
  db
    .selectFrom("outbox")
    .leftJoin("people", "people.id", "outbox.person_id")
    .leftJoin("groups", "groups.key", "outbox.target")
    .leftJoin("places", "places.id", "groups.place_id")
    .select([
      "outbox.target",
      "outbox.person_id",
      "outbox.state",
      "outbox.error",
      "outbox.ambiguous",
      "outbox.hold_until",
      "outbox.retry_at",
      "outbox.waits_for_message",
      "outbox.created_at",
      "outbox.sent_at",
      "people.name",
      "places.name as place",
      sql<number>`case when exists (select 1 from posts where posts.person_id = people.id
        and posts.role <> 'villager' and posts.ended_at is null) then 1 else 0 end`.as("works"),
    ])
    .where("outbox.id", "in", (all) =>
      all
        .selectFrom("outbox as alone")
        .select("alone.id")
        .where("alone.record_id", "=", recordId)
        .where("alone.purpose", "=", "push")
        .unionAll(all.selectFrom("outbox_records").select("outbox_id as id").where("record_id", "=", recordId)),
    )
    .orderBy("outbox.id")
    .limit(limit),
);

/** By each of its records what was told of several of them is found again. */
export async function noteJoint(
  db: Kysely<Schema>,
  { id, purpose, record_id, created_at }: Pick<Schema["outbox"], "id" | "purpose" | "record_id" | "created_at">,
): Promise<void> {
  if (purpose !== "push" || record_id?.includes(betweenRecords) !== true) return;
  const records = [...new Set(record_id.split(betweenRecords))];
  await db
    .insertInto("outbox_records")
    .values(records.map((one) => ({ record_id: one, outbox_id: id, at: created_at })))
    .execute();
}

/** What of the outbox was said, and where. */
export const saidWhere = (db: Kysely<Schema>, run: Run) => ({
  /** What one record had sent beside answers, also together with others, in the order of writing. */
  told: (recordId: string, limit: number): Promise<ToldRow[]> => run.all(told, { recordId, limit }),

  /** Whether anything of what hangs on causes with this beginning went out. */
  async wasSaid(causePrefix: string): Promise<boolean> {
    const row = await db
      .selectFrom("outbox")
      .select("id")
      .where("cause", ">=", causePrefix)
      .where("cause", "<", `${causePrefix}\u{10ffff}`)
      .where("state", "=", "sent")
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  },

  /** Groups in which something of a record was said, or is just being said. */
  async groupsTold(recordId: string): Promise<string[]> {
    const rows = await db
      .selectFrom("outbox")
      .select("target")
      .distinct()
      .where("record_id", "=", recordId)
      .where("target", "like", "%:group:%")
      .where("state", "in", ["sent", "sending"])
      .execute();
    return rows.map(({ target }) => target);
  },

  /** Whether something of a record that hangs on causes with this beginning was told in a chat, beside an answer there. */
  async wasToldIn(chat: string, recordId: string, causePrefix: string): Promise<boolean> {
    const row = await db
      .selectFrom("outbox")
      .select("id")
      .where("cause", ">=", causePrefix)
      .where("cause", "<", `${causePrefix}\u{10ffff}`)
      .where("target", "=", chat)
      .where("record_id", "=", recordId)
      .where("purpose", "=", "push")
      .where("state", "in", ["sent", "sending"])
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  },
});
