import type { Kysely } from "kysely";
import type { KindName } from "../../ledger/kinds.ts";
import type { Schema } from "../schema.ts";
import { endOfPath, numberingAt } from "./places.ts";
import type { RecordRow } from "./records.ts";

const deed: KindName = "deed";

/** What was done for people. How much it was is read off its words, so that a correction needs nothing else. */
export const deeds = (db: Kysely<Schema>) => ({
  /** At a path and below, of these days, that stand. */
  below: (path: string, { from, to }: { readonly from: string; readonly to: string }): Promise<RecordRow[]> =>
    db
      .selectFrom("places")
      .innerJoin("records", "records.place_id", "places.id")
      .selectAll("records")
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .where("records.kind", "=", deed)
      .where("records.town_id", "in", numberingAt(path))
      .where("records.day", ">=", from)
      .where("records.day", "<=", to)
      .where("records.withdrawn_at", "is", null)
      .orderBy("records.id")
      .execute(),

  /** What was written down as done of another record. */
  liftedFrom: (originId: string): Promise<RecordRow | undefined> =>
    db
      .selectFrom("records")
      .selectAll()
      .where("origin_id", "=", originId)
      .where("kind", "=", deed)
      .where("withdrawn_at", "is", null)
      .executeTakeFirst(),
});
