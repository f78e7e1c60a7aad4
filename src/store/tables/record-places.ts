import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** Further places that a record covers. The record's own words say so too; these are found without opening them. */
export const recordPlaces = (db: Kysely<Schema>) => ({
  async set(recordId: string, placeIds: readonly string[]): Promise<void> {
    await db.deleteFrom("record_places").where("record_id", "=", recordId).execute();
    if (placeIds.length > 0)
      await db
        .insertInto("record_places")
        .values(placeIds.map((place_id) => ({ record_id: recordId, place_id })))
        .execute();
  },
});
