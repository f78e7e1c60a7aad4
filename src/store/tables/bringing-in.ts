import type { Kysely } from "kysely";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Role, Schema } from "../schema.ts";
import type { Facts } from "./roster.ts";

const atOnce = 400;
/** Nine values each. */
const addedAtOnce = 100;

/** What a roster brings, many with one statement. */
export const bringingIn = (db: Kysely<Schema>, seal: Seal) => ({
  /** Adds people, many with one statement; their ids in the same order. */
  async addAll(
    people: readonly ({ readonly name: string } & Facts)[],
    now: number,
    make: () => string,
  ): Promise<string[]> {
    const ids: string[] = [];
    for (let from = 0; from < people.length; from += addedAtOnce) {
      const rows = people.slice(from, from + addedAtOnce).map(({ name, ...facts }) => ({
        ...{ id: make(), name, created_at: now, unsubscribed_at: null },
        ...{ home_place_id: facts.homePlaceId ?? null, away_city: facts.awayCity ?? null },
        ...{ father_name: facts.fatherName ?? null, party_member: facts.partyMember ? 1 : 0 },
        phone_sealed: facts.phone == null ? null : seal.seal(facts.phone),
      }));
      await db.insertInto("people").values(rows).execute();
      ids.push(...rows.map(({ id }) => id));
    }
    return ids;
  },

  /** Posts that none of them holds. */
  async addPosts(
    posts: readonly { personId: string; role: Role; placeId: string; title: string }[],
    now: number,
  ): Promise<void> {
    const rows = posts.map(({ personId, role, placeId, title }) => ({
      ...{ id: newId(), person_id: personId, role, place_id: placeId, title, started_at: now, ended_at: null },
    }));
    for (let from = 0; from < rows.length; from += addedAtOnce)
      await db
        .insertInto("posts")
        .values(rows.slice(from, from + addedAtOnce))
        .execute();
  },

  /** Gives accounts to people, also when they were somebody else's. */
  async list(owners: ReadonlyMap<string, string>): Promise<void> {
    const all = [...owners].map(([short, person_id]) => ({ short, person_id }));
    for (let from = 0; from < all.length; from += atOnce) {
      const some = all.slice(from, from + atOnce);
      await db
        .insertInto("roster_accounts")
        .values(some)
        .onConflict((conflict) =>
          conflict.column("short").doUpdateSet((row) => ({ person_id: row.ref("excluded.person_id") })),
        )
        .execute();
      await db
        .updateTable("accounts")
        .set((row) => ({
          person_id: row
            .selectFrom("roster_accounts as listed")
            .select("listed.person_id")
            .whereRef("listed.short", "=", "accounts.short"),
        }))
        .where(
          "short",
          "in",
          some.map(({ short }) => short),
        )
        .execute();
    }
  },
});
