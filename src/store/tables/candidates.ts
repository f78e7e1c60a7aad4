import { type Kysely, type RawBuilder, sql } from "kysely";
import type { RosterPerson } from "../../chinese/names/index.ts";
import { type Given, type Run, statement } from "../engine/prepared.ts";
import type { Role, Schema } from "../schema.ts";
import { contains } from "./contains.ts";
import { endOfPath } from "./places.ts";

/** What is known of somebody by how they are called: all of the name, how it begins, or a part of a post's title. */
export type Called = { readonly names: readonly string[] } | { readonly surname: string } | { readonly title: string };

export type Around = {
  readonly path: string;
  /** only those who live or hold a post at a town or above: below a county there are too many of a surname */
  readonly officesOnly?: boolean;
};

export const most = 500;

export type Row = {
  id: string;
  name: string;
  home_place_id: string | null;
  place_id: string | null;
  role: Role | null;
  title: string | null;
};

/**
 * People who live or hold a post below a path and are called so, with their posts there; bounded. A whole name leads to
 * its few bearers, everything else goes from the places to those who live there: never over all people. `cross join` has
 * SQLite keep that order.
 */
export async function findCandidates(
  db: Kysely<Schema>,
  run: Run,
  called: Called,
  around: Around,
): Promise<RosterPerson[]> {
  const { path, officesOnly = false } = around;
  const below = { path, end: endOfPath(path) };
  const rows =
    "surname" in called
      ? await run.all(ofSurname[officesOnly ? "offices" : "all"], {
          ...below,
          surname: called.surname,
          after: `${called.surname}\u{10ffff}`,
        })
      : (await withPosts(sql.join(ways(called, around), sql` union `), below).execute(db)).rows;
  return gathered(rows);
}

/** Each person once, with their posts. */
export function gathered(rows: readonly Row[]): RosterPerson[] {
  const people = new Map<string, RosterPerson & { posts: { placeId: string; role: string; title: string }[] }>();
  for (const row of rows) {
    const person = people.get(row.id) ?? { id: row.id, name: row.name, homeId: row.home_place_id, posts: [] };
    if (row.place_id !== null && row.role !== null)
      person.posts.push({ placeId: row.place_id, role: row.role, title: row.title ?? "" });
    people.set(row.id, person);
  }
  return [...people.values()];
}

type Bound = { readonly path: unknown; readonly end: unknown };

const inside = ({ path, end }: Bound) => sql`l.path >= ${path} and l.path < ${end}`;

const withPosts = (found: RawBuilder<unknown>, below: Bound) => sql<Row>`
  with found as (${found})
  select p.id, p.name, p.home_place_id, o.place_id, o.role, o.title
  from found cross join people p
  left join posts o on o.person_id = p.id and o.ended_at is null
    and exists (select 1 from places l where l.id = o.place_id and ${inside(below)})
  where p.id = found.id order by p.id limit ${sql.lit(most)}`;

type Surname = { readonly path: string; readonly end: string; readonly surname: string; readonly after: string };

/** Asked for nearly every talk and visit, and so compiled once. */
const ofSurname = {
  all: surnameStatement(inside),
  offices: surnameStatement((below) => sql`l.level in ('city', 'county', 'town') and ${inside(below)}`),
};

function surnameStatement(here: (below: Bound) => RawBuilder<unknown>) {
  return statement((_, given: Given<Surname>) => {
    const begins = sql`p.name >= ${given.surname} and p.name < ${given.after}`;
    return withPosts(
      sql`select p.id from places l cross join people p where ${here(given)} and p.home_place_id = l.id and ${begins}
        union select p.id from places l cross join posts o cross join people p
        where ${here(given)} and o.place_id = l.id and o.ended_at is null and p.id = o.person_id and ${begins}`,
      given,
    );
  });
}

function ways(called: Exclude<Called, { surname: string }>, { path, officesOnly }: Around): RawBuilder<unknown>[] {
  const below = inside({ path, end: endOfPath(path) });
  const here = officesOnly ? sql`l.level in ('city', 'county', 'town') and ${below}` : below;
  if ("names" in called) {
    const named = sql`p.name in (${sql.join(called.names)})`;
    return [
      sql`select p.id from people p cross join places l where ${named} and l.id = p.home_place_id and ${below}`,
      sql`select p.id from people p cross join posts o cross join places l
        where ${named} and o.person_id = p.id and o.ended_at is null and l.id = o.place_id and ${below}`,
    ];
  }
  return [
    sql`select o.person_id as id from places l cross join posts o
      where ${here} and o.place_id = l.id and o.ended_at is null and ${contains(sql`o.title`, called.title)}`,
  ];
}
