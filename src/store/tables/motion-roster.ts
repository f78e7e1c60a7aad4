import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import { endOfPath } from "./places.ts";

/** Who belongs to a body of a village, by the roster: everybody once, whatever posts they hold. */
export const motionRoster = (db: Kysely<Schema>) => ({
  /** How many hold a post at a path or below whose title holds one of these words. */
  async titled(path: string, words: readonly string[]): Promise<number> {
    const { all } = await db
      .selectFrom("posts")
      .innerJoin("places", "places.id", "posts.place_id")
      .select((row) => row.fn.count<number>("person_id").distinct().as("all"))
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .where("ended_at", "is", null)
      .where((row) => row.or(words.map((word) => row("title", "like", `%${word}%`))))
      .executeTakeFirstOrThrow();
    return Number(all);
  },

  /** People of a village who are away, as the roster has it. */
  async away(path: string): Promise<number> {
    const row = await db
      .selectFrom("people")
      .innerJoin("places", "places.id", "people.home_place_id")
      .select((each) => each.fn.countAll<number>().as("count"))
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .where("people.away_city", "is not", null)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
});
