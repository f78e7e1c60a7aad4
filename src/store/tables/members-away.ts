import { type Kysely, sql } from "kysely";
import type { KindName } from "../../ledger/kinds.ts";
import type { Schema } from "../schema.ts";
import { endOfPath } from "./places.ts";

/** A member of the party who works elsewhere. */
export type MemberAway = {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  /** where their branch is */
  readonly placeId: string;
  /** when somebody last talked to them, or they said something themselves, YYYY-MM-DD; null: never */
  readonly day: string | null;
};

const withThem: readonly KindName[] = ["talk", "visit"];
const theirOwn: readonly KindName[] = ["opinion"];
/** As many as can be gone through at once. */
const most = 2000;

export const membersAway = (db: Kysely<Schema>) => ({
  /** All of them, however many. */
  async ids(path: string): Promise<string[]> {
    const rows = await db
      .selectFrom("people")
      .innerJoin("places", "places.id", "people.home_place_id")
      .select("people.id")
      .where("people.party_member", "=", 1)
      .where("people.away_city", "is not", null)
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .orderBy("people.id")
      .execute();
    return rows.map(({ id }) => id);
  },

  /** Whose home lies at a path or below: who was never heard of first, then those it is longest ago of. Null: too many. */
  async below(path: string): Promise<MemberAway[] | null> {
    const kinds = (names: readonly KindName[]) => sql.join(names.map((name) => sql.lit(name)));
    const { rows } = await sql<MemberAway>`
      select people.id, people.name, people.away_city as city, people.home_place_id as "placeId", (
        select max(met.day) from (
          select max(r.day) as day from records r
          where r.with_person_id = people.id and r.withdrawn_at is null and r.kind in (${kinds(withThem)})
          union all
          select max(r.day) as day from records r
          where r.author_id = people.id and r.withdrawn_at is null and r.kind in (${kinds(theirOwn)})
        ) met) as day
      from people join places on places.id = people.home_place_id
      where people.party_member = 1 and people.away_city is not null
        and places.path >= ${path} and places.path < ${endOfPath(path)}
      order by places.path, people.id
      limit ${most + 1}`.execute(db);
    if (rows.length > most) return null;
    return rows.toSorted((one, other) => ((one.day ?? "") < (other.day ?? "") ? -1 : Number(one.day !== other.day)));
  },
});
