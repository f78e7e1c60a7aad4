import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";

export type DutyRow = Schema["duties"];

/** Who is on duty where. */
export const duties = (db: Kysely<Schema>) => ({
  /** The same person from the same day on, until another day: the last word holds. */
  async set(duty: DutyRow): Promise<void> {
    await db
      .insertInto("duties")
      .values(duty)
      .onConflict((conflict) =>
        conflict.columns(["place_id", "person_id", "from_day"]).doUpdateSet({ to_day: duty.to_day }),
      )
      .execute();
  },

  /** What of a person's duty at a place is not over; how many entries. */
  async end(placeId: string, personId: string, day: string): Promise<number> {
    const { numDeletedRows } = await db
      .deleteFrom("duties")
      .where("place_id", "=", placeId)
      .where("person_id", "=", personId)
      .where("to_day", ">=", day)
      .executeTakeFirst();
    return Number(numDeletedRows);
  },

  /** Those on duty at these places on a day. */
  on: (placeIds: readonly string[], day: string): Promise<DutyRow[]> =>
    db
      .selectFrom("duties")
      .selectAll()
      .where("place_id", "in", [...placeIds])
      .where("from_day", "<=", day)
      .where("to_day", ">=", day)
      .orderBy("from_day", "desc")
      .orderBy("person_id")
      .limit(20)
      .execute(),

  /** The list of a place from a day on, with names. */
  list: (placeId: string, day: string): Promise<(DutyRow & { readonly name: string })[]> =>
    db
      .selectFrom("duties")
      .innerJoin("people", "people.id", "duties.person_id")
      .selectAll("duties")
      .select("people.name")
      .where("place_id", "=", placeId)
      .where("to_day", ">=", day)
      .orderBy("from_day")
      .orderBy("duties.person_id")
      .limit(31)
      .execute(),
});
