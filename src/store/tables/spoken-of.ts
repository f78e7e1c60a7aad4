import { type Kysely, type RawBuilder, sql } from "kysely";
import type { RosterPerson } from "../../chinese/names/index.ts";
import { type Given, type Run, statement } from "../engine/prepared.ts";
import type { Schema } from "../schema.ts";
import { gathered, most, type Row } from "./candidates.ts";
import { contains } from "./contains.ts";
import { endOfPath } from "./places.ts";

/** All that a sentence may speak of, to be found at once. */
export type Sentence = {
  readonly names: readonly string[];
  readonly surnames: readonly string[];
  /** parts of the titles of posts */
  readonly titles: readonly string[];
  /** paths of the villages that are spoken of, where anybody may be meant */
  readonly near: readonly string[];
  /** path of the town, where those in office may be */
  readonly town: string | null;
  /** ids of places whose own offices may be meant: the town, the county */
  readonly offices: readonly string[];
};

/** Lists of names are filled up to one of these lengths, so that there are few different statements. */
const lengths = [8, 32, 96, 240];

/** Those of whom a sentence may speak, with their posts; nobody is looked for among all people but by a whole name. */
export async function findSpokenOf(db: Kysely<Schema>, said: Sentence): Promise<RosterPerson[]> {
  const ways = [...ofNames(said.names), ...ofSurnames(said), ...said.titles.flatMap((title) => ofTitle(title, said))];
  if (ways.length === 0) return [];
  const { rows } = await sql<Row>`
    with found as (${sql.join(ways, sql` union `)})
    select p.id, p.name, p.home_place_id, o.place_id, o.role, o.title
    from found cross join people p
    left join posts o on o.person_id = p.id and o.ended_at is null
    where p.id = found.id order by o.role is null, p.id limit ${sql.lit(most)}`.execute(db);
  return gathered(rows);
}

/** Everybody of a surname who lives at a place or below, in office or not. */
export async function findLiving(run: Run, surname: string, path: string): Promise<RosterPerson[]> {
  const rows = await run.all(living, { surname, after: `${surname}\u{10ffff}`, path, end: endOfPath(path) });
  return gathered(rows);
}

type Living = { readonly surname: string; readonly after: string; readonly path: string; readonly end: string };

const living = statement(
  (_, given: Given<Living>) => sql<Row>`
    select p.id, p.name, p.home_place_id, o.place_id, o.role, o.title
    from places l cross join people p
    left join posts o on o.person_id = p.id and o.ended_at is null
    where l.path >= ${given.path} and l.path < ${given.end} and p.home_place_id = l.id
    and p.name >= ${given.surname} and p.name < ${given.after} order by p.id limit ${sql.lit(most)}`,
);

function ofNames(names: readonly string[]): RawBuilder<unknown>[] {
  const [first] = names;
  if (first === undefined) return [];
  const length = lengths.find((enough) => names.length <= enough) ?? names.length;
  const filled = [...names, ...Array<string>(length - names.length).fill(first)];
  return [sql`select p.id from people p where p.name in (${sql.join(filled)})`];
}

/** Who lives somewhere is found there by each surname; those in office are few, and gone through once for all of them. */
function ofSurnames({ surnames, near, town, offices }: Sentence): RawBuilder<unknown>[] {
  if (surnames.length === 0) return [];
  const each = surnames.map((surname) => sql`(p.name >= ${surname} and p.name < ${`${surname}\u{10ffff}`})`);
  const any = sql`(${sql.join(each, sql` or `)})`;
  const living = (path: string) =>
    each.map(
      (named) =>
        sql`select p.id from places l cross join people p where ${below(path)} and p.home_place_id = l.id and ${named}`,
    );
  const serving = (path: string) =>
    sql`select p.id from places l cross join posts o cross join people p
      where ${below(path)} and o.place_id = l.id and o.ended_at is null and p.id = o.person_id and ${any}`;
  return [
    ...near.flatMap((path) => [...living(path), serving(path)]),
    ...(town === null ? [] : [serving(town)]),
    ...heldAt(offices, any),
  ];
}

function ofTitle(title: string, { near, offices }: Sentence): RawBuilder<unknown>[] {
  const holding = contains(sql`o.title`, title);
  return [
    ...near.map(
      (path) =>
        sql`select o.person_id as id from places l cross join posts o
          where ${below(path)} and o.place_id = l.id and o.ended_at is null and ${holding}`,
    ),
    ...heldAt(offices, holding),
  ];
}

/** Those in office at these places themselves. */
const heldAt = (placeIds: readonly string[], which: RawBuilder<unknown>): RawBuilder<unknown>[] =>
  placeIds.length === 0
    ? []
    : [
        sql`select p.id from posts o cross join people p
          where o.place_id in (${sql.join([...placeIds])}) and o.ended_at is null and p.id = o.person_id and ${which}`,
      ];

const below = (path: string) => sql`l.path >= ${path} and l.path < ${endOfPath(path)}`;
