import type { Kysely } from "kysely";
import type { RosterPerson } from "../../chinese/names/index.ts";
import type { Seal } from "../engine/seal.ts";
import type { Role, Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import { bringingIn } from "./bringing-in.ts";
import { groupBy } from "./group-by.ts";
import { officeBelow, peopleFrom } from "./office.ts";
import { endOfPath, prefixes } from "./places.ts";
import { tallies } from "./tallies.ts";

export type HeldPost = {
  readonly id: string;
  readonly personId: string;
  readonly role: Role;
  readonly placeId: string;
  readonly title: string;
};

/** Somebody on the roster as an import compares them. */
export type KnownPerson = {
  readonly id: string;
  readonly name: string;
  readonly fatherName: string | null;
  readonly phone: string | null;
  readonly homePlaceId: string | null;
  readonly awayCity: string | null;
  readonly partyMember: boolean;
  /** those held now */
  readonly posts: readonly HeldPost[];
  /** home, and places of posts held now or before */
  readonly placeIds: readonly string[];
  /** short forms: listed by the roster, or bound by a code */
  readonly accounts: readonly string[];
  readonly listed: readonly string[];
};

export type Facts = Partial<Pick<KnownPerson, "fatherName" | "phone" | "homePlaceId" | "awayCity" | "partyMember">>;

const atOnce = 400;
const mostMeant = 500;

/** Runs a query over long lists in pieces that both engines take. */
async function inPieces<Row>(
  all: readonly string[],
  query: (some: readonly string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < all.length; from += atOnce) rows.push(...(await query(all.slice(from, from + atOnce))));
  return rows;
}

/** The roster as an import and the giving and taking of posts see it. */
export const roster = (db: Kysely<Schema>, seal: Seal, { run }: Surroundings) => {
  async function known(people: readonly Schema["people"][]): Promise<KnownPerson[]> {
    const ids = people.map(({ id }) => id);
    const posts = await inPieces(ids, (some) =>
      db.selectFrom("posts").selectAll().where("person_id", "in", some).orderBy("id").execute(),
    );
    const listed = await inPieces(ids, (some) =>
      db.selectFrom("roster_accounts").selectAll().where("person_id", "in", some).orderBy("short").execute(),
    );
    const bound = await inPieces(ids, (some) =>
      db.selectFrom("accounts").select(["short", "person_id"]).where("person_id", "in", some).orderBy("key").execute(),
    );
    const [postsOf, listedOf, boundOf] = [
      groupBy(posts, (row) => row.person_id),
      groupBy(listed, (row) => row.person_id),
      groupBy(bound, (row) => row.person_id ?? ""),
    ];
    return people.map((person): KnownPerson => {
      const own = postsOf.get(person.id) ?? [];
      const shorts = (listedOf.get(person.id) ?? []).map(({ short }) => short);
      const places = own.map((post) => post.place_id);
      return {
        id: person.id,
        name: person.name,
        fatherName: person.father_name,
        phone: person.phone_sealed === null ? null : seal.open(person.phone_sealed),
        homePlaceId: person.home_place_id,
        awayCity: person.away_city,
        partyMember: person.party_member === 1,
        posts: own.filter((post) => post.ended_at === null).map(heldPost),
        placeIds: [...new Set(person.home_place_id === null ? places : [person.home_place_id, ...places])],
        accounts: [...new Set([...shorts, ...(boundOf.get(person.id) ?? []).map(({ short }) => short)])],
        listed: shorts,
      };
    });
  }

  return {
    ...bringingIn(db, seal),

    /** Everybody of these names. */
    called: (names: readonly string[]): Promise<KnownPerson[]> =>
      inPieces(names, async (some) =>
        known(await db.selectFrom("people").selectAll().where("name", "in", some).orderBy("id").execute()),
      ),

    /** Those of them whom there still is. */
    ofIds: (ids: readonly string[]): Promise<KnownPerson[]> =>
      inPieces(ids, async (some) =>
        known(await db.selectFrom("people").selectAll().where("id", "in", some).orderBy("id").execute()),
      ),

    /** Whose ids were made from then on. */
    madeFrom: (bound: string): Promise<{ id: string; name: string }[]> =>
      db.selectFrom("people").select(["id", "name"]).where("id", ">=", bound).execute(),

    /** Everybody, some at a time in the order of their ids. */
    after: async (id: string): Promise<KnownPerson[]> =>
      known(await db.selectFrom("people").selectAll().where("id", ">", id).orderBy("id").limit(atOnce).execute()),

    /** All in office at a place and below it: whoever may be named in a list. */
    inOfficeBelow: (path: string): Promise<RosterPerson[]> => officeBelow(db, path),

    /** Those in office at a place, below it and above it, and everybody there of these names; bounded. */
    async couldBeMeant(names: readonly string[], path: string): Promise<RosterPerson[]> {
      const held = db
        .selectFrom("posts")
        .innerJoin("places", "places.id", "posts.place_id")
        .innerJoin("people", "people.id", "posts.person_id")
        .select(["people.id", "people.name", "people.home_place_id", "posts.place_id", "posts.role", "posts.title"])
        .where("posts.ended_at", "is", null)
        .where("posts.role", "!=", "villager")
        .limit(mostMeant);
      const above = await held.where("places.path", "in", prefixes(path)).execute();
      const below = await held.where("places.path", ">", path).where("places.path", "<", endOfPath(path)).execute();
      const named = await inPieces(names, (some) =>
        db
          .selectFrom("people")
          .leftJoin("posts", (join) => join.onRef("posts.person_id", "=", "people.id").on("posts.ended_at", "is", null))
          .innerJoin("places", (join) =>
            join.on((row) => row("places.id", "=", row.fn.coalesce("posts.place_id", "people.home_place_id"))),
          )
          .select(["people.id", "people.name", "people.home_place_id", "posts.place_id", "posts.role", "posts.title"])
          .where("people.name", "in", some)
          .where("places.path", ">=", path)
          .where("places.path", "<", endOfPath(path))
          .limit(mostMeant)
          .execute(),
      );
      return peopleFrom([...above, ...below, ...named]);
    },

    /** Whose these accounts are: what a code bound goes before what a roster listed. */
    async owners(shorts: readonly string[]): Promise<Map<string, { id: string; name: string }>> {
      const listed = await inPieces(shorts, (some) =>
        db
          .selectFrom("roster_accounts")
          .innerJoin("people", "people.id", "roster_accounts.person_id")
          .select(["short", "people.id", "people.name"])
          .where("short", "in", some)
          .execute(),
      );
      const bound = await inPieces(shorts, (some) =>
        db
          .selectFrom("accounts")
          .innerJoin("people", "people.id", "accounts.person_id")
          .select(["short", "people.id", "people.name"])
          .where("short", "in", some)
          .execute(),
      );
      return new Map([...listed, ...bound].map(({ short, id, name }) => [short, { id, name }]));
    },

    listed: async (personId: string): Promise<string[]> => {
      const rows = await db.selectFrom("roster_accounts").select("short").where("person_id", "=", personId).execute();
      return rows.map(({ short }) => short);
    },

    /** An account the roster no longer gives to this person is nobody's. */
    async unlist(short: string, personId: string): Promise<void> {
      await db.deleteFrom("roster_accounts").where("short", "=", short).where("person_id", "=", personId).execute();
      await db
        .updateTable("accounts")
        .set({ person_id: null })
        .where("short", "=", short)
        .where("person_id", "=", personId)
        .execute();
    },

    /** Writes what is given of a person. */
    async correct(id: string, { awayCity, ...facts }: Facts): Promise<void> {
      if (awayCity !== undefined) await this.away(new Map([[id, awayCity]]));
      const { fatherName, phone, homePlaceId, partyMember } = facts;
      const columns = {
        ...(fatherName === undefined ? {} : { father_name: fatherName }),
        ...(phone == null ? {} : { phone_sealed: seal.seal(phone) }),
        ...(homePlaceId === undefined ? {} : { home_place_id: homePlaceId }),
        ...(partyMember === undefined ? {} : { party_member: partyMember ? 1 : 0 }),
      };
      if (Object.keys(columns).length === 0) return;
      await db.updateTable("people").set(columns).where("id", "=", id).execute();
    },

    /** Where people are by now, null: at home. What they said is tallied by that, so it is written for all of them at once. */
    async away(cities: ReadonlyMap<string, string | null>): Promise<void> {
      const all = [...cities];
      for (let from = 0; from < all.length; from += atOnce) {
        const some = new Map(all.slice(from, from + atOnce));
        const byCity = groupBy([...some], ([, city]) => city);
        await tallies(db, run).around([...some.keys()], async () => {
          for (const [city, those] of byCity)
            await db
              .updateTable("people")
              .set({ away_city: city })
              .where(
                "id",
                "in",
                those.map(([id]) => id),
              )
              .execute();
        });
      }
    },

    async retitle(postId: string, title: string): Promise<void> {
      await db.updateTable("posts").set({ title }).where("id", "=", postId).execute();
    },

    /** True when the post was held until now. */
    async endPost(postId: string, now: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("posts")
        .set({ ended_at: now })
        .where("id", "=", postId)
        .where("ended_at", "is", null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    /** Who holds the same post now: one of that title, or the one secretary or admin of the place. */
    async holding(post: Omit<HeldPost, "id">): Promise<HeldPost[]> {
      if (post.title === "" && post.role === "cadre") return [];
      const rows = await same(db, post).where("ended_at", "is", null).orderBy("id", "desc").limit(2).execute();
      return rows.map(heldPost).filter(({ personId }) => personId !== post.personId);
    },

    /** Who held the same post before, the last first. */
    async heldBefore(post: Omit<HeldPost, "id">): Promise<HeldPost[]> {
      if (post.title === "" && post.role === "cadre") return [];
      const rows = await same(db, post)
        .where("ended_at", "is not", null)
        .orderBy("ended_at", "desc")
        .limit(1)
        .execute();
      return rows.map(heldPost);
    },

    /** All posts held at a place or below it, with the names of who holds them. */
    async heldBelow(path: string): Promise<(HeldPost & { readonly personName: string })[]> {
      const rows = await db
        .selectFrom("posts")
        .innerJoin("places", "places.id", "posts.place_id")
        .innerJoin("people", "people.id", "posts.person_id")
        .selectAll("posts")
        .select("people.name as person_name")
        .where("posts.ended_at", "is", null)
        .where("places.path", ">=", path)
        .where("places.path", "<", endOfPath(path))
        .orderBy("places.path")
        .orderBy("posts.id")
        .execute();
      return rows.map((row) => ({ ...heldPost(row), personName: row.person_name }));
    },
  };
};

const same = (db: Kysely<Schema>, { role, placeId, title }: Omit<HeldPost, "id">) => {
  const posts = db.selectFrom("posts").selectAll().where("place_id", "=", placeId).where("role", "=", role);
  return role === "cadre" ? posts.where("title", "=", title) : posts;
};

export const heldPost = (row: Pick<Schema["posts"], "id" | "person_id" | "role" | "place_id" | "title">): HeldPost => ({
  id: row.id,
  personId: row.person_id,
  role: row.role,
  placeId: row.place_id,
  title: row.title,
});
