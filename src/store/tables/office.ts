import type { Kysely } from "kysely";
import type { RosterPerson } from "../../chinese/names/index.ts";
import type { Role, Schema } from "../schema.ts";
import { groupBy } from "./group-by.ts";
import { endOfPath } from "./places.ts";

type HeldRow = {
  readonly id: string;
  readonly name: string;
  readonly home_place_id: string | null;
  readonly place_id: string | null;
  readonly role: Role | null;
  readonly title: string | null;
};

/** Each person once, with all posts among the rows. */
export const peopleFrom = (held: readonly HeldRow[]): RosterPerson[] =>
  [...groupBy(held, ({ id }) => id)].map(([id, rows]): RosterPerson => {
    const posts = rows.flatMap(({ place_id, role, title }) =>
      place_id !== null && role !== null ? [{ placeId: place_id, role, title: title ?? "" }] : [],
    );
    return { id, name: rows[0]?.name ?? "", homeId: rows[0]?.home_place_id ?? null, posts };
  });

export async function officeBelow(db: Kysely<Schema>, path: string): Promise<RosterPerson[]> {
  const rows = await db
    .selectFrom("places")
    .innerJoin("posts", "posts.place_id", "places.id")
    .innerJoin("people", "people.id", "posts.person_id")
    .select(["people.id", "people.name", "people.home_place_id", "posts.place_id", "posts.role", "posts.title"])
    .where("places.path", ">=", path)
    .where("places.path", "<", endOfPath(path))
    .where("posts.role", "!=", "villager")
    .where("posts.ended_at", "is", null)
    .orderBy("posts.id")
    .execute();
  return peopleFrom(rows);
}
