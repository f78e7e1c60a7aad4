import { type Kysely, sql } from "kysely";
import type { PlaceRow, Role, Schema } from "../schema.ts";
import { contains } from "./contains.ts";
import type { Cut } from "./lists.ts";
import { endOfPath } from "./places.ts";

export type PersonShown = {
  readonly id: string;
  readonly name: string;
  /** where they live; null: they only work here */
  readonly place: string | null;
  readonly away: string | null;
  readonly unsubscribed: boolean;
  readonly accounts: number;
  readonly posts: readonly { readonly role: Role; readonly place: string; readonly title: string }[];
};

export type ChildShown = {
  readonly id: string;
  readonly name: string;
  readonly places: number;
  readonly people: number;
  readonly groups: number;
};

const within = (path: string, of: string) =>
  sql<boolean>`${sql.ref(`${of}.path`)} >= ${path} and ${sql.ref(`${of}.path`)} < ${endOfPath(path)}`;

/** The places and the people that the console shows. */
export const deskRoster = (db: Kysely<Schema>) => ({
  /** The places right below, each with what lies at and below it. */
  async children({ id, level }: Pick<PlaceRow, "id" | "level">): Promise<ChildShown[]> {
    const below = (of: string) => {
      const path = sql.ref(`${of}.path`);
      return sql`p.path >= ${path} and p.path < substr(${path}, 1, length(${path}) - 1) || '0'`;
    };
    type Counted = { id: string; name: string; places: number; people: number; groups: number };
    const at = sql`c.id, c.name, (select count(*) from places p where ${below("c")}) as places`;
    const { rows } = await (level === "city"
      ? // its places are many and most of them hold nobody: those are counted that do
        sql<Counted>`
            select ${at}, coalesce(n.people, 0) as people, coalesce(n.chats, 0) as "groups"
            from places c left join (
              select b.id, sum(m.people) as people, sum(m.chats) as chats
              from (select w.home_place_id as place_id, count(*) as people, 0 as chats from people w
                  where w.home_place_id is not null group by w.home_place_id
                union all select g.place_id, 0, count(*) from groups g
                  where g.place_id is not null and g.dead_at is null group by g.place_id) m
                join places p on p.id = m.place_id join places b on b.parent_id = ${id} and ${below("b")}
              group by b.id) n on n.id = c.id
            where c.parent_id = ${id} order by c.path`
      : sql<Counted>`
            select ${at},
              (select count(*) from people w join places p on p.id = w.home_place_id where ${below("c")}) as people,
              (select count(*) from groups g join places p on p.id = g.place_id where ${below("c")} and g.dead_at is null) as "groups"
            from places c where c.parent_id = ${id} order by c.path limit 500`
    ).execute(db);
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name, places: Number(row.places) - 1 },
      ...{ people: Number(row.people), groups: Number(row.groups) },
    }));
  },

  /**
   * People below a path: whose name holds these signs, by where they live; without any those who hold an office, by where
   * they hold it.
   */
  async people(path: string, name: string, { limit, offset }: Cut): Promise<PersonShown[]> {
    // whoever only works here lives nowhere that a roster says
    const called = sql`select coalesce(p.path, '') as at, w.id from people w left join places p on p.id = w.home_place_id
      where ${contains(sql`w.name`, name)} and (${within(path, "p")}
        or exists (select 1 from posts o join places q on q.id = o.place_id
          where o.person_id = w.id and o.ended_at is null and ${within(path, "q")}))`;
    // in the order of the places, so that a page of a city is found at its first ones; whoever is here twice is here first
    const inOffice = sql`select distinct p.path as at, o.person_id as id from places p cross join posts o
      where ${within(path, "p")} and o.place_id = p.id and o.ended_at is null and o.role <> 'villager'
        and not exists (select 1 from posts e join places q on q.id = e.place_id where e.person_id = o.person_id
          and e.ended_at is null and e.role <> 'villager' and q.path >= ${path} and q.path < p.path)`;
    const { rows } = await sql<{
      id: string;
      name: string;
      place: string | null;
      away_city: string | null;
      unsubscribed_at: number | null;
      accounts: number;
    }>`select w.id, w.name, h.name as place, w.away_city, w.unsubscribed_at,
        (select count(*) from accounts a where a.person_id = w.id) as accounts
      from (${name === "" ? inOffice : called} order by 1, 2 limit ${limit} offset ${offset}) found
        join people w on w.id = found.id left join places h on h.id = w.home_place_id
      order by found.at, found.id`.execute(db);
    const ids = rows.map(({ id }) => id);
    const posts =
      ids.length === 0
        ? []
        : await db
            .selectFrom("posts as o")
            .innerJoin("places as p", "p.id", "o.place_id")
            .select(["o.person_id", "o.role", "o.title", "p.name as place"])
            .where("o.person_id", "in", ids)
            .where("o.ended_at", "is", null)
            .orderBy("o.id")
            .execute();
    return rows.map(({ id, name: known, place, away_city, unsubscribed_at, accounts }) => ({
      ...{ id, name: known, place, away: away_city },
      ...{ unsubscribed: unsubscribed_at !== null, accounts: Number(accounts) },
      posts: posts
        .filter(({ person_id }) => person_id === id)
        .map(({ role, title, place: at }) => ({ role, title, place: at })),
    }));
  },
});
