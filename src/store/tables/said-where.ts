import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** What of the outbox was said, and where. */
export const saidWhere = (db: Kysely<Schema>) => ({
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
