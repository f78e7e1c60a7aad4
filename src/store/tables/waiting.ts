import type { Kysely } from "kysely";
import type { KindName } from "../../ledger/kinds.ts";
import type { Schema } from "../schema.ts";
import type { Cut } from "./lists.ts";
import { endOfPath } from "./places.ts";
import type { RecordRow } from "./records.ts";
import { isWithin, mayBeSeen, type Narrowed, type Onlooker, waits } from "./seen.ts";
import { told } from "./told.ts";

export type { Narrowed, Onlooker } from "./seen.ts";

/** Records below a place: what is still to be done, and what is new. */
export const waiting = (db: Kysely<Schema>) => ({
  ...told(db),

  /** The oldest first. */
  list: (
    kind: KindName,
    path: string,
    { limit, offset }: Cut,
    onlooker: Onlooker,
    narrowed: Narrowed = {},
  ): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      // which they are the index says by itself
      .where("id", "in", (these) =>
        these
          .selectFrom("records")
          .innerJoin("places", "places.id", "records.place_id")
          .select("records.id")
          .where("records.kind", "=", kind)
          .where(isWithin(narrowed))
          .where("places.path", ">=", path)
          .where("places.path", "<", endOfPath(path))
          .where(mayBeSeen(onlooker))
          .orderBy("records.created_at")
          .orderBy("records.id")
          .limit(limit)
          .offset(offset),
      )
      .orderBy("created_at")
      .orderBy("id")
      .execute(),

  /** What was written within a span, `until` among it, wherever. */
  since: (kind: KindName, since: number, until: number, limit: number): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("kind", "=", kind)
      .where(waits)
      .where("created_at", ">", since)
      .where("created_at", "<=", until)
      .orderBy("created_at")
      .orderBy("id")
      .limit(limit)
      .execute(),

  /** Of one account, not older than `since`, the latest first. */
  ofAccount: (kind: KindName, account: string, since: number): Promise<RecordRow[]> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("account", "=", account)
      .where("kind", "=", kind)
      .where(waits)
      .where("created_at", ">=", since)
      .orderBy("created_at", "desc")
      .limit(10)
      .execute(),

  /** Of what the bot has spoken of in a chat since, the latest first. */
  async toldIn(kind: KindName, chat: string, since: number): Promise<RecordRow[]> {
    const ids = db
      .selectFrom("outbox")
      .select("record_id")
      .where("target", "=", chat)
      .where("record_id", "is not", null)
      .where("created_at", ">=", since);
    return db
      .selectFrom("records")
      .selectAll()
      .where("id", "in", ids)
      .where("kind", "=", kind)
      .where(waits)
      .orderBy("created_at", "desc")
      .limit(10)
      .execute();
  },
});
