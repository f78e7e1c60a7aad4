import type { Kysely } from "kysely";
import type { RosterPerson } from "../../chinese/names/index.ts";
import { newId } from "../engine/id.ts";
import type { Seal } from "../engine/seal.ts";
import type { Role, Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import { type Around, type Called, findCandidates } from "./candidates.ts";
import type { Cut } from "./lists.ts";
import { endOfPath, prefixes } from "./places.ts";
import { findLiving, findSpokenOf, type Sentence } from "./spoken-of.ts";

export type PersonRow = Schema["people"];
export type PostRow = Schema["posts"];
export type InOffice = Pick<PostRow, "person_id" | "place_id" | "role" | "title"> & { readonly name: string };

export const people = (db: Kysely<Schema>, seal: Seal, { run }: Surroundings) => ({
  get: (id: string): Promise<PersonRow | undefined> =>
    db.selectFrom("people").selectAll().where("id", "=", id).executeTakeFirst(),

  async each(ids: readonly string[]): Promise<Map<string, PersonRow>> {
    if (ids.length === 0) return new Map();
    const rows = await db
      .selectFrom("people")
      .selectAll()
      .where("id", "in", [...new Set(ids)])
      .execute();
    return new Map(rows.map((row) => [row.id, row]));
  },

  posts: (personId: string): Promise<(PostRow & { place_name: string; place_path: string })[]> =>
    db
      .selectFrom("posts")
      .innerJoin("places", "places.id", "posts.place_id")
      .selectAll("posts")
      .select(["places.name as place_name", "places.path as place_path"])
      .where("person_id", "=", personId)
      .where("ended_at", "is", null)
      .orderBy("posts.id")
      .limit(20)
      .execute(),

  /** The names of some, by their ids. */
  async names(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await db
      .selectFrom("people")
      .select(["id", "name"])
      .where("id", "in", [...new Set(ids)])
      .execute();
    return new Map(rows.map(({ id, name }) => [id, name]));
  },

  /** Cadres below a path who have no account yet, place by place. */
  unclaimed: (path: string, { limit, offset }: Cut) =>
    db
      .selectFrom("places")
      .innerJoin("posts", "posts.place_id", "places.id")
      .innerJoin("people", "people.id", "posts.person_id")
      .select(["people.name", "posts.title", "posts.role", "places.name as place_name"])
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path))
      .where("posts.role", "!=", "villager")
      .where("posts.ended_at", "is", null)
      .where((row) =>
        row.not(
          row.exists(
            row.selectFrom("accounts").select("accounts.key").whereRef("accounts.person_id", "=", "people.id"),
          ),
        ),
      )
      .orderBy("places.path")
      .orderBy("posts.id")
      .limit(limit)
      .offset(offset)
      .execute(),

  /** Cadres and secretaries of exactly these places, those of longest standing first. */
  inOffice: (placeIds: readonly string[]): Promise<InOffice[]> =>
    db
      .selectFrom("posts")
      .innerJoin("people", "people.id", "posts.person_id")
      .select(["posts.person_id", "posts.place_id", "posts.role", "posts.title", "people.name"])
      .where("posts.place_id", "in", [...placeIds])
      .where("posts.role", "in", ["cadre", "secretary"])
      .where("posts.ended_at", "is", null)
      .orderBy("posts.id")
      .limit(100)
      .execute(),

  /** In clear, for somebody who must call them now. */
  phone: async (personId: string): Promise<string | null> => {
    const row = await db.selectFrom("people").select("phone_sealed").where("id", "=", personId).executeTakeFirst();
    return row?.phone_sealed ? seal.open(row.phone_sealed) : null;
  },

  /** Names of those who speak by these accounts, by the account's key or its short form. */
  async speakingBy(accounts: readonly { readonly account: string; readonly shortAccount: string }[]) {
    const bound = await db
      .selectFrom("accounts")
      .innerJoin("people", "people.id", "accounts.person_id")
      .select(["accounts.key as by", "people.name"])
      .where(
        "accounts.key",
        "in",
        accounts.map(({ account }) => account),
      )
      .execute();
    const listed = await db
      .selectFrom("roster_accounts")
      .innerJoin("people", "people.id", "roster_accounts.person_id")
      .select(["roster_accounts.short as by", "people.name"])
      .where(
        "roster_accounts.short",
        "in",
        accounts.map(({ shortAccount }) => shortAccount),
      )
      .execute();
    return new Map([...listed, ...bound].map(({ by, name }) => [by, name]));
  },

  /** All posts ever held. */
  history: (personId: string): Promise<PostRow[]> =>
    db.selectFrom("posts").selectAll().where("person_id", "=", personId).orderBy("id").limit(200).execute(),

  async add(person: {
    name: string;
    homePlaceId: string | null;
    awayCity: string | null;
    partyMember: boolean;
    phone: string | null;
    now: number;
  }): Promise<string> {
    const id = newId();
    await db
      .insertInto("people")
      .values({
        id,
        name: person.name,
        home_place_id: person.homePlaceId,
        away_city: person.awayCity,
        party_member: person.partyMember ? 1 : 0,
        phone_sealed: person.phone === null ? null : seal.seal(person.phone),
        unsubscribed_at: null,
        created_at: person.now,
      })
      .execute();
    return id;
  },

  /** Epoch milliseconds until which they are on leave; 0: they never were. */
  async leaveUntil(id: string): Promise<number> {
    const row = await db.selectFrom("people").select("leave_until").where("id", "=", id).executeTakeFirst();
    return Number(row?.leave_until ?? 0);
  },

  async setLeave(id: string, until: number | null): Promise<void> {
    await db.updateTable("people").set({ leave_until: until }).where("id", "=", id).execute();
  },

  async addPost(post: { personId: string; role: Role; placeId: string; title: string; now: number }): Promise<void> {
    await db
      .insertInto("posts")
      .values({
        id: newId(),
        person_id: post.personId,
        role: post.role,
        place_id: post.placeId,
        title: post.title,
        started_at: post.now,
        ended_at: null,
      })
      .execute();
  },

  /** Gives a post unless the person holds just this one; a new title takes the place of the old. */
  async ensurePost(post: { personId: string; role: Role; placeId: string; title: string; now: number }): Promise<void> {
    const { numUpdatedRows } = await db
      .updateTable("posts")
      .set({ title: post.title })
      .where("person_id", "=", post.personId)
      .where("place_id", "=", post.placeId)
      .where("role", "=", post.role)
      .where("ended_at", "is", null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) await this.addPost(post);
  },

  async nameAccount(short: string, personId: string): Promise<void> {
    await db
      .insertInto("roster_accounts")
      .values({ short, person_id: personId })
      .onConflict((conflict) => conflict.column("short").doUpdateSet({ person_id: personId }))
      .execute();
    await db
      .updateTable("accounts")
      .set({ person_id: personId })
      .where("short", "=", short)
      .where("person_id", "is", null)
      .execute();
  },

  byAccount: (short: string) =>
    db.selectFrom("roster_accounts").select("person_id").where("short", "=", short).executeTakeFirst(),

  candidates: (called: Called, around: Around): Promise<RosterPerson[]> => findCandidates(db, run, called, around),

  /** Those of whom a sentence may speak. */
  spokenOf: (said: Sentence): Promise<RosterPerson[]> => findSpokenOf(run, said),

  living: (surname: string, path: string): Promise<RosterPerson[]> => findLiving(run, surname, path),

  /** Those who hold a post of this role at the place itself or above it, nearest first. */
  holders: (role: Role, path: string): Promise<{ person_id: string; path: string }[]> =>
    db
      .selectFrom("posts")
      .innerJoin("places", "places.id", "posts.place_id")
      .select(["posts.person_id", "places.path"])
      .where("posts.role", "=", role)
      .where("posts.ended_at", "is", null)
      .where("places.path", "in", prefixes(path))
      .orderBy((row) => row.fn<number>("length", ["places.path"]), "desc")
      .limit(20)
      .execute(),
});
