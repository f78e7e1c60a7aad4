import { type Kysely, sql } from "kysely";
import { idOf } from "../../bot/place-path.ts";
import type { Gazetteer } from "../../bot/places.ts";
import type { PlaceLevel } from "../../chinese/names/place-level.ts";
import { type Given, statement } from "../engine/prepared.ts";
import type { Seal } from "../engine/seal.ts";
import type { PlaceRow, Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import { anybody, counting } from "./counting.ts";
import type { Cut } from "./lists.ts";
import { endOfPath } from "./places.ts";

/** Places of a level at a path or below, by records of a kind, by anybody or one person. */
type Below = { readonly campaign: string; readonly path: string; readonly level: PlaceLevel; readonly who: string };
type Range = Below & { readonly end: string };
type Summary = {
  readonly all: number;
  readonly reached: number;
  readonly fresh: number;
  /** the day of the one whose last time is longest ago; null when none was reached */
  readonly oldest: string | null;
};

/** A place and when it was last reached; null: never. */
export type PlaceDay = Pick<PlaceRow, "id" | "parent_id" | "level" | "name"> & { readonly last_day: string | null };

/**
 * Each place looks for its cell: joined, PostgreSQL compares all with all until it has counted what an import brought.
 * Both days are one value, ten characters each, and kept aside, so that the cell is found once.
 */
const summaryBelow = statement(
  (_, { campaign, path, end, level, who, since }: Given<Range & { readonly since: string }>) => sql<Summary>`
    with found as materialized (select (select c.first_day || c.last_day from coverage c
        where c.campaign = ${campaign} and c.place_id = p.id and c.who = ${who}) as days
      from places p where p.level = ${level} and p.path >= ${path} and p.path < ${end})
    select count(*) as "all", count(days) as reached, sum(case when days >= ${since} then 1 else 0 end) as fresh,
      min(substr(days, 11)) as oldest
    from found`,
);

const missingBelow = statement(
  (_, { campaign, path, end, level, who, most, offset }: Given<Range & { most: number; offset: number }>) => sql<{
    id: string;
    name: string;
  }>`
    select p.id, p.name from places p where p.level = ${level} and p.path >= ${path} and p.path < ${end}
      and (select c.count from coverage c where c.campaign = ${campaign} and c.place_id = p.id and c.who = ${who}) is null
    order by p.path limit ${most} offset ${offset}`,
);

type Counted = { readonly level: PlaceLevel; readonly reached: number; readonly fresh: number };
type Counts = ReadonlyMap<PlaceLevel, { readonly all: number; readonly reached: number; readonly fresh: number }>;
/** The tree, which is in memory: that a city has 64,468 hamlets is not counted again for each question. */
type Tree = Pick<Gazetteer, "count" | "towns">;

const countedLevels: readonly PlaceLevel[] = ["village", "section", "hamlet"];
/** So many villages are asked one by one for their last day; of a city that is what the list says. */
const mostAsked = 2000;

/** From a county up what anybody reached is kept; only what was reached first since a day is looked at one by one. */
const reachedAbove = statement(
  (
    _,
    { campaign, placeId, path, end, since }: Given<Record<"campaign" | "placeId" | "path" | "end" | "since", string>>,
  ) =>
    sql<Counted>`
    with cells as materialized (select place_id from coverage
      where campaign = ${campaign} and who = '' and first_day >= ${since}),
    levels as materialized (select (select p.level from places p
      where p.id = cells.place_id and p.path >= ${path} and p.path < ${end}) as level from cells),
    begun as materialized (select level, count(*) as n from levels where level is not null group by level)
    select r.level, r.done as reached, coalesce(begun.n, 0) as fresh from reach r left join begun on begun.level = r.level
    where r.campaign = ${campaign} and r.place_id = ${placeId}`,
);

/** Down from a place to those that have a cell; where there is none above there is none below. */
const reachedWithin = statement(
  (
    _,
    { campaign, placeId, who, since }: Given<Record<"campaign" | "placeId" | "who" | "since", string>>,
  ) => sql<Counted>`
    with recursive found(id, level, first_day) as (
      select p.id, p.level, c.first_day from places p cross join coverage c
        where p.id = ${placeId} and c.campaign = ${campaign} and c.place_id = p.id and c.who = ${who}
      union all
      select p.id, p.level, c.first_day from found cross join places p cross join coverage c
        where p.parent_id = found.id and c.campaign = ${campaign} and c.place_id = p.id and c.who = ${who})
    select level, count(*) as reached, sum(case when first_day >= ${since} then 1 else 0 end) as fresh
    from found where level in ('village', 'section', 'hamlet') group by level`,
);

type PlaceGap = { readonly id: string; readonly name: string; readonly last_day: string | null };

/**
 * Where each place has a cell. Joined: for all places of a city PostgreSQL passes the cells once, where a look from each
 * place at its own takes five times as long. Built anew, as a plan for any values looks from each place as well.
 */
const longestAgo = ({ campaign, level, path, limit, offset }: Omit<Below, "who"> & Cut) => sql<PlaceGap>`
  select p.id, p.name, c.last_day from places p cross join coverage c
  where p.level = ${level} and p.path >= ${path} and p.path < ${endOfPath(path)}
    and c.campaign = ${campaign} and c.place_id = p.id and c.who = ''
  order by c.last_day, p.path limit ${limit} offset ${offset}`;

const reachedByChild = statement(
  (_, { campaign, level, parentId }: Given<{ campaign: string; level: PlaceLevel; parentId: string }>) => sql<
    Omit<Child, "all"> & { readonly path: string }
  >`select t.id, t.name, t.path,
      coalesce((select r.done from reach r where r.campaign = ${campaign} and r.place_id = t.id and r.level = ${level}), 0)
        as reached
    from places t where t.parent_id = ${parentId} order by t.path limit 200`,
);
type Child = { readonly id: string; readonly name: string; readonly all: number; readonly reached: number };

/** Kept cells: how often a place and all above it were reached, first and last. They move with the records. */
export const coverage = (db: Kysely<Schema>, _seal: Seal, { engine, run }: Surroundings) => ({
  /**
   * How many places of a level below a path there are and were reached, how many first since a day, and the longest ago,
   * which is not said of a whole city.
   */
  async summary(below: Below, since: string, tree: Tree): Promise<Summary> {
    const { campaign, path, level, who } = below;
    if (isWide(below, tree) && tree.count(path, level) > mostAsked) {
      const counts = await this.counts({ campaign, path, who }, since, tree, [level]);
      return { ...(counts.get(level) ?? { all: 0, reached: 0, fresh: 0 }), oldest: null };
    }
    const row = await run.first(summaryBelow, { ...below, end: endOfPath(path), since });
    return {
      all: Number(row?.all ?? 0),
      reached: Number(row?.reached ?? 0),
      fresh: Number(row?.fresh ?? 0),
      oldest: row?.oldest ?? null,
    };
  },

  /** The first places of a level below a path that were never reached, in the order of the tree. */
  async missing(below: Below, most: number, tree: Tree, offset = 0): Promise<{ id: string; name: string }[]> {
    const { campaign, path, level } = below;
    if (!isWide(below, tree)) return run.all(missingBelow, { ...below, end: endOfPath(path), most, offset });
    const found: { id: string; name: string }[] = [];
    let passed = offset;
    // only into those below which some are missing
    for (const child of await run.all(reachedByChild, { campaign, level, parentId: idOf(path) })) {
      const left = tree.count(child.path, level) - Number(child.reached);
      if (left <= passed) passed -= Math.max(0, left);
      else {
        found.push(...(await this.missing({ ...below, path: child.path }, most - found.length, tree, passed)));
        passed = 0;
      }
      if (found.length >= most) break;
    }
    return found;
  },

  /**
   * Places of a level below a path with the day of the last time, the never reached first, then the longest ago. From a
   * county up where each of them was reached.
   */
  async gaps(below: Below, { limit, offset }: Cut, tree: Tree): Promise<PlaceGap[]> {
    const { campaign, path, level, who } = below;
    if (isWide(below, tree)) return (await longestAgo({ ...below, limit, offset }).execute(db)).rows;
    const { rows } = await sql<PlaceGap>`
      select id, name, last_day from (select p.id, p.name, p.path, (select c.last_day from coverage c
          where c.campaign = ${campaign} and c.place_id = p.id and c.who = ${who}) as last_day
        from places p where p.level = ${level} and p.path >= ${path} and p.path < ${endOfPath(path)}) found
      order by coalesce(last_day, ''), path limit ${limit} offset ${offset}`.execute(db);
    return rows;
  },

  /** Places of some levels below a path in the order of the tree, each with the day of its last time. */
  async days(
    { campaign, path, who }: Omit<Below, "level">,
    levels: readonly PlaceLevel[],
    most: number,
  ): Promise<PlaceDay[]> {
    const { rows } = await sql<PlaceDay>`
      select p.id, p.parent_id, p.level, p.name, (select c.last_day from coverage c
          where c.campaign = ${campaign} and c.place_id = p.id and c.who = ${who}) as last_day
      from places p where p.level in (${sql.join(levels)}) and p.path >= ${path} and p.path < ${endOfPath(path)}
      order by p.path limit ${most}`.execute(db);
    return rows;
  },

  /** Of each place right below one, in the order of the tree: how many of a level it has, and how many were reached often enough. */
  async byChild(
    { campaign, who, level }: Omit<Below, "path">,
    parentId: string,
    tree: Tree,
    minimum = 1,
  ): Promise<Child[]> {
    if (who === anybody && minimum === 1) {
      const kept = await run.all(reachedByChild, { campaign, level, parentId });
      return kept
        .map(({ path, ...child }) => ({ ...child, all: tree.count(path, level), reached: Number(child.reached) }))
        .filter(({ all }) => all > 0);
    }
    const { rows } = await sql<{ id: string; name: string; all: number; reached: number }>`
      select t.id, t.name, count(p.id) as "all",
        sum(case when (select c.count from coverage c where c.campaign = ${campaign} and c.place_id = p.id
          and c.who = ${who}) >= ${minimum} then 1 else 0 end) as reached
      from places t join places p on p.level = ${level} and p.path >= t.path
        and p.path < substr(t.path, 1, length(t.path) - 1) || '0'
      where t.parent_id = ${parentId} group by t.id, t.name, t.path order by t.path limit 200`.execute(db);
    return rows.map((row) => ({ ...row, all: Number(row.all), reached: Number(row.reached) }));
  },

  /** How many places of these levels there are below a path, and were reached, and first since a day. */
  async counts(
    { campaign, path, who }: Omit<Below, "level">,
    since: string,
    tree: Tree,
    levels: readonly PlaceLevel[] = countedLevels,
  ): Promise<Counts> {
    const placeId = idOf(path);
    const rows = isWide({ path, who }, tree)
      ? await run.all(reachedAbove, { campaign, placeId, path, end: endOfPath(path), since })
      : await run.all(reachedWithin, { campaign, placeId, who, since });
    const found = new Map(rows.map((row) => [row.level, row]));
    return new Map(
      levels.flatMap((level) => {
        const [all, row] = [tree.count(path, level), found.get(level)];
        const counted = { all, reached: Number(row?.reached ?? 0), fresh: Number(row?.fresh ?? 0) };
        return all === 0 ? [] : [[level, counted] as const];
      }),
    );
  },

  /** Of these places the cells of one person, or of anybody. */
  at: (campaign: string, placeIds: readonly string[], who: string): Promise<Schema["coverage"][]> =>
    placeIds.length === 0
      ? Promise.resolve([])
      : db
          .selectFrom("coverage")
          .selectAll()
          .where("campaign", "=", campaign)
          .where("place_id", "in", [...placeIds])
          .where("who", "=", who)
          .execute(),

  /** Whether anything was reached at a place or below. */
  async isBegun(campaign: string, placeId: string): Promise<boolean> {
    const cell = await db
      .selectFrom("coverage")
      .select("count")
      .where("campaign", "=", campaign)
      .where("place_id", "=", placeId)
      .where("who", "=", anybody)
      .executeTakeFirst();
    return cell !== undefined;
  },

  all: () => db.selectFrom("coverage").selectAll().orderBy("campaign").orderBy("place_id").orderBy("who").execute(),

  ...counting(db, { engine, run }),
});

/** From a county up, where what anybody reached is kept for each place right below. */
const isWide = ({ path, who }: Pick<Below, "path" | "who">, { towns }: Tree): boolean =>
  who === anybody && towns(path).length > 1;
