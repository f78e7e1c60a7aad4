import { type RawBuilder, sql } from "kysely";
import type { RosterPerson } from "../../chinese/names/index.ts";
import { type Given, type Run, type Statement, statement } from "../engine/prepared.ts";
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

/** How many of each a sentence holds: one statement for all sentences alike in this, built and compiled once. */
type Shape = {
  readonly names: number;
  readonly surnames: number;
  readonly titles: number;
  readonly near: number;
  /** villages that lie outside the town, whose offices must be gone through too */
  readonly apart: number;
  readonly town: boolean;
  readonly offices: number;
};

/** Lists of names are filled up to one of these lengths, so that there are few different statements. */
const lengths = [8, 16, 32, 64, 120, 240];
/** Statements kept; beyond them, which takes rare sentences, all are built anew. */
const mostKept = 200;

const kept = new Map<string, Statement<Values, Row>>();

/** Values by their names with their places in their lists: `name3`, `surname0`, `end1`. */
type Values = Readonly<Record<string, string>>;

/** Those of whom a sentence may speak, with their posts; nobody is looked for among all people but by a whole name. */
export async function findSpokenOf(run: Run, said: Sentence): Promise<RosterPerson[]> {
  const { surnames, titles, offices, town } = said;
  if (said.names.length + surnames.length + titles.length === 0) return [];
  const names = filledUp(said.names);
  const isInside = (path: string) => town !== null && path.startsWith(town);
  const near = [...said.near.filter((path) => !isInside(path)), ...said.near.filter(isInside)];
  const shape: Shape = {
    names: names.length,
    surnames: surnames.length,
    titles: titles.length,
    near: near.length,
    apart: near.filter((path) => !isInside(path)).length,
    town: town !== null,
    offices: offices.length,
  };
  const values: Record<string, string> = town === null ? {} : { town, townEnd: endOfPath(town) };
  list(values, "name", names);
  list(values, "surname", surnames);
  list(values, "after", surnames.map(lastOf));
  list(values, "title", titles);
  list(values, "path", near);
  list(values, "end", near.map(endOfPath));
  list(values, "office", offices);
  return gathered(await run.all(statementFor(shape), values));
}

function statementFor(shape: Shape): Statement<Values, Row> {
  const key = JSON.stringify(shape);
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= mostKept) kept.clear();
  const made = spokenOf(shape);
  kept.set(key, made);
  return made;
}

const spokenOf = (shape: Shape) =>
  statement((_, given: Given<Values>) => {
    const ways = [...ofNames(shape, given), ...ofSurnames(shape, given), ...ofTitles(shape, given)];
    return sql<Row>`
    with found as (${sql.join(ways, sql` union `)})
    select p.id, p.name, p.home_place_id, o.place_id, o.role, o.title
    from found cross join people p
    left join posts o on o.person_id = p.id and o.ended_at is null
    where p.id = found.id order by o.role is null, p.id limit ${sql.lit(most)}`;
  });

function list(values: Record<string, string>, name: string, members: readonly string[]): void {
  for (const [at, member] of members.entries()) values[`${name}${at}`] = member;
}

function filledUp(names: readonly string[]): readonly string[] {
  const [first] = names;
  if (first === undefined) return [];
  const length = lengths.find((enough) => names.length <= enough) ?? names.length;
  return [...names, ...Array<string>(length - names.length).fill(first)];
}

/** Behind every name that begins so. */
const lastOf = (surname: string): string => `${surname}\u{10ffff}`;

/** Everybody of a surname who lives at a place or below, in office or not. */
export async function findLiving(run: Run, surname: string, path: string): Promise<RosterPerson[]> {
  const rows = await run.all(living, { surname, after: lastOf(surname), path, end: endOfPath(path) });
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

/** One piece of SQL for each member of a list. */
const forEach = (count: number, piece: (at: number) => RawBuilder<unknown>): RawBuilder<unknown>[] =>
  Array.from({ length: count }, (_, at) => piece(at));

function ofNames({ names }: Shape, given: Given<Values>): RawBuilder<unknown>[] {
  if (names === 0) return [];
  const any = forEach(names, (at) => sql`${given[`name${at}`]}`);
  return [sql`select p.id from people p where p.name in (${sql.join(any)})`];
}

/** Who lives somewhere is found there by each surname; those in office are few, and gone through once for all of them. */
function ofSurnames({ surnames, near, apart, town, offices }: Shape, given: Given<Values>): RawBuilder<unknown>[] {
  if (surnames === 0) return [];
  const each = forEach(surnames, (at) => sql`(p.name >= ${given[`surname${at}`]} and p.name < ${given[`after${at}`]})`);
  const any = sql`(${sql.join(each, sql` or `)})`;
  const living = forEach(near, (at) => villageAt(at, given)).flatMap((below) =>
    each.map(
      (named) =>
        sql`select p.id from places l cross join people p where ${below} and p.home_place_id = l.id and ${named}`,
    ),
  );
  const serving = (below: RawBuilder<unknown>) =>
    sql`select p.id from places l cross join posts o cross join people p
      where ${below} and o.place_id = l.id and o.ended_at is null and p.id = o.person_id and ${any}`;
  return [
    ...living,
    ...forEach(apart, (at) => serving(villageAt(at, given))),
    ...(town ? [serving(sql`l.path >= ${given.town} and l.path < ${given.townEnd}`)] : []),
    ...heldAt(offices, given, any),
  ];
}

function ofTitles({ titles, near, offices }: Shape, given: Given<Values>): RawBuilder<unknown>[] {
  const each = forEach(titles, (at) => contains(sql`o.title`, sql`${given[`title${at}`]}`));
  return each.flatMap((holding) => [
    ...forEach(
      near,
      (at) =>
        sql`select o.person_id as id from places l cross join posts o
          where ${villageAt(at, given)} and o.place_id = l.id and o.ended_at is null and ${holding}`,
    ),
    ...heldAt(offices, given, holding),
  ]);
}

/** Those in office at these places themselves. */
function heldAt(offices: number, given: Given<Values>, which: RawBuilder<unknown>): RawBuilder<unknown>[] {
  if (offices === 0) return [];
  const places = forEach(offices, (at) => sql`${given[`office${at}`]}`);
  return [
    sql`select p.id from posts o cross join people p
      where o.place_id in (${sql.join(places)}) and o.ended_at is null and p.id = o.person_id and ${which}`,
  ];
}

const villageAt = (at: number, given: Given<Values>) =>
  sql`l.path >= ${given[`path${at}`]} and l.path < ${given[`end${at}`]}`;
