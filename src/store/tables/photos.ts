import { type Kysely, sql } from "kysely";
import type { PictureSource } from "../../bot/message.ts";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";

type Added = Pick<Schema["photos"], "record_id" | "cause" | "account" | "chat" | "sent_at"> & {
  readonly source: PictureSource;
};

/** A picture that was claimed to be fetched, and whose it is. */
export type Claimed = Pick<Schema["photos"], "id" | "record_id" | "account" | "chat"> & {
  readonly source: PictureSource;
};

/** Pictures that belong to records. */
export const photos = (db: Kysely<Schema>, seal: Seal) => ({
  /** Nothing where that message has brought it already. */
  async add({ source, ...row }: Added): Promise<void> {
    await db
      .insertInto("photos")
      .values({
        ...{ id: newId(), ...row, state: "waiting", source_sealed: seal.seal(JSON.stringify(source)) },
        ...{ image_sealed: null, claimed_at: null },
      })
      .onConflict((conflict) => conflict.column("cause").doNothing())
      .execute();
  },

  /** Gives a record what its maker sent in the same chat since then; how many there are. */
  async adopt(recordId: string, { account, chat, since }: { account: string; chat: string; since: number }) {
    const { numUpdatedRows } = await db
      .updateTable("photos")
      .set({ record_id: recordId })
      .where("account", "=", account)
      .where("record_id", "is", null)
      .where("chat", "=", chat)
      .where("sent_at", ">=", since)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  },

  async countOf(recordId: string): Promise<number> {
    const row = await db
      .selectFrom("photos")
      .select((photo) => photo.fn.countAll<number>().as("count"))
      .where("record_id", "=", recordId)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },

  /** Ids of what is kept of a record, in the order in which it came. */
  async keptOf(recordId: string): Promise<string[]> {
    const rows = await db
      .selectFrom("photos")
      .select("id")
      .where("record_id", "=", recordId)
      .where("state", "=", "kept")
      .orderBy("sent_at")
      .orderBy("id")
      .execute();
    return rows.map(({ id }) => id);
  },

  /** The JPEG, where it is that record's. */
  async image(id: string, recordId: string): Promise<Buffer | undefined> {
    const row = await db
      .selectFrom("photos")
      .select("image_sealed")
      .where("id", "=", id)
      .where("record_id", "=", recordId)
      .executeTakeFirst();
    return row?.image_sealed ? Buffer.from(seal.open(row.image_sealed), "base64") : undefined;
  },

  /** Ids of what is to be fetched: of records that stand. What was claimed before `stuck` was given up by its process. */
  async due(stuck: number, limit: number): Promise<string[]> {
    const rows = await db
      .selectFrom("photos")
      .innerJoin("records", "records.id", "photos.record_id")
      .select("photos.id")
      .where("photos.state", "in", ["waiting", "fetching"])
      .where((photo) => photo.or([photo("photos.claimed_at", "is", null), photo("photos.claimed_at", "<", stuck)]))
      .where("records.withdrawn_at", "is", null)
      .orderBy("photos.sent_at")
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  },

  /** To exactly one of those who would fetch it. */
  async claim(id: string, now: number, stuck: number): Promise<Claimed | undefined> {
    const row = await db
      .updateTable("photos")
      .set({ state: "fetching", claimed_at: now })
      .where("id", "=", id)
      .where("state", "in", ["waiting", "fetching"])
      .where((photo) => photo.or([photo("claimed_at", "is", null), photo("claimed_at", "<", stuck)]))
      .returning(["id", "record_id", "account", "chat", "source_sealed"])
      .executeTakeFirst();
    if (!row || row.source_sealed === null) return undefined;
    const { source_sealed: source, ...rest } = row;
    return { ...rest, source: JSON.parse(seal.open(source)) as PictureSource };
  },

  /** What came of fetching it: the JPEG, or null. False when it was taken back meanwhile. */
  async settle(id: string, image: Buffer | null): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable("photos")
      .set({
        ...{ state: image ? "kept" : "failed", source_sealed: null },
        image_sealed: image ? seal.seal(image.toString("base64")) : null,
      })
      .where("id", "=", id)
      .where("state", "=", "fetching")
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },

  /** What a message brought. */
  async dropCausedBy(causes: string): Promise<void> {
    await db.deleteFrom("photos").where("cause", ">=", causes).where("cause", "<", `${causes}\u{10ffff}`).execute();
  },

  /** What waits for a record of theirs in a chat. */
  async dropWaiting(account: string, chat: string): Promise<number> {
    const { numDeletedRows } = await db
      .deleteFrom("photos")
      .where("account", "=", account)
      .where("chat", "=", chat)
      .where("record_id", "is", null)
      .executeTakeFirst();
    return Number(numDeletedRows);
  },

  /** What no record came for, and what belongs to records that were taken back or are gone. */
  async forgetBefore(before: number): Promise<void> {
    await db.deleteFrom("photos").where("record_id", "is", null).where("sent_at", "<", before).execute();
    await sql`delete from photos where record_id is not null and not exists (select 1 from records r
      where r.id = photos.record_id and (r.withdrawn_at is null or r.withdrawn_at >= ${before}))`.execute(db);
  },
});
