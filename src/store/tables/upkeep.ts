import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";
import { waiting } from "./holding.ts";
import { endOfPath } from "./places.ts";

/** Some of what is meant, and how many there are. */
export type Some = { readonly names: readonly string[]; readonly count: number };

const few = 5;
const some = (names: readonly string[]): Some => ({ names: names.slice(0, few), count: names.length });

/** What whoever looks after the bot asks of a place and all below: counts and names, nobody's words. */
export const upkeep = (db: Kysely<Schema>) => {
  const within = (path: string) => sql<boolean>`p.path >= ${path} and p.path < ${endOfPath(path)}`;

  /** Villages at or below which nothing of this lies. */
  async function villagesWithout(path: string, lies: string[]): Promise<Some> {
    const reached = new Set(lies.flatMap((one) => one.split("/")));
    const villages = await db
      .selectFrom("places as p")
      .select(["p.id", "p.name"])
      .where("p.level", "=", "village")
      .where(within(path))
      .orderBy("p.path")
      .execute();
    return some(villages.filter(({ id }) => !reached.has(id)).map(({ name }) => name));
  }

  return {
    async villagesWithoutGroup(path: string): Promise<Some> {
      const groups = await db
        .selectFrom("groups as g")
        .innerJoin("places as p", "p.id", "g.place_id")
        .select("p.path")
        .where("g.dead_at", "is", null)
        .where(within(path))
        .execute();
      return villagesWithout(
        path,
        groups.map((one) => one.path),
      );
    },
    async villagesWithoutCadre(path: string): Promise<Some> {
      const posts = await db
        .selectFrom("posts as o")
        .innerJoin("places as p", "p.id", "o.place_id")
        .select("p.path")
        .distinct()
        .where("o.ended_at", "is", null)
        .where("o.role", "in", ["cadre", "secretary"])
        .where(within(path))
        .execute();
      return villagesWithout(
        path,
        posts.map((one) => one.path),
      );
    },
    /** Those who work somewhere and cannot be written to. */
    async cadresWithoutAccount(path: string): Promise<Some> {
      const without = db
        .selectFrom("posts as o")
        .innerJoin("places as p", "p.id", "o.place_id")
        .where("o.ended_at", "is", null)
        .where("o.role", "in", ["cadre", "secretary", "admin"])
        .where(within(path))
        .where(sql<boolean>`not exists (select 1 from accounts a where a.person_id = o.person_id)`)
        .where(sql<boolean>`not exists (select 1 from roster_accounts r where r.person_id = o.person_id)`);
      const { count } = await without
        .select(sql<number>`count(distinct o.person_id)`.as("count"))
        .executeTakeFirstOrThrow();
      if (Number(count) === 0) return { names: [], count: 0 };
      const people = await without
        .innerJoin("people as who", "who.id", "o.person_id")
        .select(["who.id", "who.name", "p.name as place"])
        .orderBy("p.path")
        .orderBy("who.id")
        // somebody may hold several posts
        .limit(few * 4)
        .execute();
      const names = new Map(people.map(({ id, place, name }) => [id, `${place}${name}`]));
      return { names: [...names.values()].slice(0, few), count: Number(count) };
    },
    /** People of one name in one place whom nothing tells apart. */
    async twice(path: string): Promise<Some> {
      const rows = await db
        .selectFrom("people as who")
        .innerJoin("places as p", "p.id", "who.home_place_id")
        .select(["p.name as place", "who.name"])
        .where(within(path))
        .groupBy(["p.id", "p.name", "p.path", "who.name", sql`coalesce(who.father_name, '')`])
        .having(sql<boolean>`count(*) > 1`)
        .orderBy("p.path")
        .execute();
      return some(rows.map(({ place, name }) => `${place}${name}`));
    },
    /** Accounts as rosters write them that the bot never met. */
    async neverMet(shorts: readonly string[]): Promise<string[]> {
      if (shorts.length === 0) return [];
      const met = await db
        .selectFrom("accounts")
        .select("short")
        .where("short", "in", [...shorts])
        .execute();
      return shorts.filter((short) => !met.some((one) => one.short === short));
    },
    /** Whether anybody holds this post who can be met. */
    async hasAdmin(): Promise<boolean> {
      const row = await db
        .selectFrom("posts")
        .select("id")
        .where("role", "=", "admin")
        .where("ended_at", "is", null)
        .executeTakeFirst();
      return row !== undefined;
    },
    /** The message that has waited longest to be sent, and how many wait. */
    async oldestWaiting(now: number): Promise<{ count: number; since: number | null }> {
      const row = await db
        .selectFrom("outbox")
        .select((one) => [one.fn.countAll<number>().as("count"), one.fn.min("created_at").as("since")])
        .where(waiting)
        .where("hold_until", "<=", now)
        .executeTakeFirstOrThrow();
      return { count: Number(row.count), since: row.since === null ? null : Number(row.since) };
    },
    async counts(path: string): Promise<{ places: number; people: number; groups: number }> {
      const { rows } = await sql<{ places: number; people: number; groups: number }>`select
        (select count(*) from places p where ${within(path)}) as places,
        (select count(*) from (select w.id from people w join places p on p.id = w.home_place_id where ${within(path)}
          union select o.person_id from posts o join places p on p.id = o.place_id
          where o.ended_at is null and ${within(path)}) as known) as people,
        (select count(*) from groups g join places p on p.id = g.place_id where ${within(path)} and g.dead_at is null) as groups`.execute(
        db,
      );
      const [row] = rows;
      return { places: Number(row?.places), people: Number(row?.people), groups: Number(row?.groups) };
    },
    async yearsOfHolidays(): Promise<ReadonlySet<string>> {
      const rows = await db
        .selectFrom("holidays")
        .select(sql<string>`substr(day, 1, 4)`.as("year"))
        .distinct()
        .execute();
      return new Set(rows.map(({ year }) => year));
    },
  };
};
