import { type Kysely, sql } from "kysely";
import type { PlaceLevel } from "../../chinese/names/place-level.ts";
import { kinds } from "../../ledger/kinds.ts";
import { type Given, type Statement, statement } from "../engine/prepared.ts";
import type { Seal } from "../engine/seal.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Cut } from "./lists.ts";
import { endOfPath } from "./places.ts";

/** Everybody's cell of a place; a person's own has the person's id. */
export const anybody = "";

type Happened = {
  readonly campaign: string;
  readonly path: string;
  readonly personId: string | null;
  readonly day: string;
};

type Cells = Readonly<Record<string, string>>;
/** By the number of cells; a tree has few depths, so there are few of these. */
const addedAlready = new Map<number, Statement<Cells, unknown>>();

/** One statement for so many cells: `place0`, `who0`, `place1` … of one `campaign` and `day`. */
function cellsAdded(count: number): Statement<Cells, unknown> {
  const known = addedAlready.get(count);
  if (known) return known;
  const made = statement((db, given: Given<Cells>) => {
    const of = (name: string) => given[name] ?? sql<string>`null`;
    const cells = Array.from({ length: count }, (_, at) => ({
      campaign: of("campaign"),
      place_id: of(`place${at}`),
      who: of(`who${at}`),
      count: 1,
      first_day: of("day"),
      last_day: of("day"),
    }));
    return db
      .insertInto("coverage")
      .values(cells)
      .onConflict((conflict) =>
        conflict.columns(["campaign", "place_id", "who"]).doUpdateSet((cell) => ({
          count: cell("coverage.count", "+", 1),
          first_day: sql<string>`case when coverage.first_day > excluded.first_day then excluded.first_day else coverage.first_day end`,
          last_day: sql<string>`case when coverage.last_day < excluded.last_day then excluded.last_day else coverage.last_day end`,
        })),
      );
  });
  addedAlready.set(count, made);
  return made;
}

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
  (_, { campaign, path, end, level, who, most }: Given<Range & { readonly most: number }>) => sql<{
    id: string;
    name: string;
  }>`
    select p.id, p.name from places p where p.level = ${level} and p.path >= ${path} and p.path < ${end}
      and (select c.count from coverage c where c.campaign = ${campaign} and c.place_id = p.id and c.who = ${who}) is null
    order by p.path limit ${most}`,
);

/** Kept cells: how often a place and all above it were reached, first and last. They move with the records. */
export const coverage = (db: Kysely<Schema>, _seal: Seal, { run }: Surroundings) => ({
  async add({ campaign, path, personId, day }: Happened): Promise<void> {
    const given: Record<string, string> = { campaign, day };
    const cells = cellsOf(path, personId);
    for (const [at, { place_id, who }] of cells.entries()) {
      given[`place${at}`] = place_id;
      given[`who${at}`] = who;
    }
    await run.change(cellsAdded(cells.length), given);
  },

  /**
   * After a record of `kind` was withdrawn: counts down and finds the first and last day again. The cells beside the
   * path are whole, so a cell on it is made of those, and of the records at the places on the path themselves.
   */
  async remove({ campaign, path, personId, day }: Happened, kind: Schema["records"]["kind"]): Promise<void> {
    const onPath = idsOf(path);
    const ids = sql.join(onPath);
    const edge = (which: "min" | "max", column: "first_day" | "last_day") => {
      const kept = sql.ref(column);
      return sql<string>`case when ${kept} <> ${day} then ${kept} else coalesce((
        select ${sql.raw(which)}(day) from (
          select cell.${kept} as day from places at join places beside on beside.parent_id = at.id
          join coverage cell on cell.place_id = beside.id and cell.campaign = ${campaign} and cell.who = coverage.who
          where at.id in (${ids}) and beside.id not in (${ids})
            and at.path >= (select here.path from places here where here.id = coverage.place_id)
          union all
          select r.day from places at join records r on r.place_id = at.id and r.kind = ${kind}
          where at.id in (${ids}) and r.withdrawn_at is null and (coverage.who = ${anybody} or r.author_id = coverage.who)
            and at.path >= (select here.path from places here where here.id = coverage.place_id)
        ) days), ${day}) end`;
    };
    await db
      .updateTable("coverage")
      .set((cell) => ({
        count: cell("count", "-", 1),
        first_day: edge("min", "first_day"),
        last_day: edge("max", "last_day"),
      }))
      .where("campaign", "=", campaign)
      .where("place_id", "in", onPath)
      .where("who", "in", personId ? [anybody, personId] : [anybody])
      .execute();
    await db
      .deleteFrom("coverage")
      .where("campaign", "=", campaign)
      .where("place_id", "in", onPath)
      .where("count", "<=", 0)
      .execute();
  },

  /** How many places of a level below a path there are and were reached, how many first since a day, and the longest ago. */
  async summary({ path, ...asked }: Below, since: string): Promise<Summary> {
    const row = await run.first(summaryBelow, { ...asked, path, end: endOfPath(path), since });
    return {
      all: Number(row?.all ?? 0),
      reached: Number(row?.reached ?? 0),
      fresh: Number(row?.fresh ?? 0),
      oldest: row?.oldest ?? null,
    };
  },

  /** The first places of a level below a path that were never reached, in the order of the tree. */
  missing: ({ path, ...asked }: Below, most: number): Promise<{ id: string; name: string }[]> =>
    run.all(missingBelow, { ...asked, path, end: endOfPath(path), most }),

  /** Places of a level below a path with the day of the last time, the never reached first, then the longest ago. */
  async gaps({ campaign, path, level, who }: Below, { limit, offset }: Cut) {
    const { rows } = await sql<{ id: string; name: string; last_day: string | null }>`
      select id, name, last_day from (select p.id, p.name, p.path, (select c.last_day from coverage c
          where c.campaign = ${campaign} and c.place_id = p.id and c.who = ${who}) as last_day
        from places p where p.level = ${level} and p.path >= ${path} and p.path < ${endOfPath(path)}) found
      order by coalesce(last_day, ''), path limit ${limit} offset ${offset}`.execute(db);
    return rows;
  },

  /** How many places of each level from the villages down there are below a path, and were reached, and first since a day. */
  async counts(
    { campaign, path, who }: Omit<Below, "level">,
    since: string,
  ): Promise<Map<PlaceLevel, { all: number; reached: number; fresh: number }>> {
    // each place looks for its cell: joined, PostgreSQL compares all with all until it has counted what an import brought
    const reached = db
      .selectFrom("places")
      .select((place) => [
        "places.level",
        place
          .selectFrom("coverage")
          .select("first_day")
          .where("campaign", "=", campaign)
          .whereRef("coverage.place_id", "=", "places.id")
          .where("who", "=", who)
          .as("first_day"),
      ])
      .where("places.level", "in", ["village", "section", "hamlet"])
      .where("places.path", ">=", path)
      .where("places.path", "<", endOfPath(path));
    const rows = await db
      .with(
        (found) => found("found").materialized(),
        () => reached,
      )
      .selectFrom("found")
      .select((row) => [
        "level",
        row.fn.countAll<number>().as("all"),
        row.fn.count<number>("first_day").as("reached"),
        row.fn
          .sum<number>(row.case().when("first_day", ">=", since).then(row.lit(1)).else(row.lit(0)).end())
          .as("fresh"),
      ])
      .groupBy("level")
      .execute();
    return new Map(
      rows.map((row) => [row.level, { all: Number(row.all), reached: Number(row.reached), fresh: Number(row.fresh) }]),
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

  /** Makes all cells anew from the records that stand. */
  async recount(): Promise<void> {
    await db.deleteFrom("coverage").execute();
    await sql`
      with recursive above(place_id, ancestor_id) as (
        select id, id from places
        union all select above.place_id, places.parent_id from above join places on places.id = above.ancestor_id
        where places.parent_id is not null
      ),
      own as (
        select kind, place_id, author_id, count(*) as n, min(day) as first_day, max(day) as last_day from records
        where withdrawn_at is null and kind in (${sql.join(counted)}) group by kind, place_id, author_id
      ),
      cells as (
        select kind, place_id, ${anybody} as who, n, first_day, last_day from own
        union all select kind, place_id, author_id, n, first_day, last_day from own where author_id is not null
      )
      insert into coverage (campaign, place_id, who, count, first_day, last_day)
      select kind, ancestor_id, who, sum(n), min(first_day), max(last_day)
      from cells join above on above.place_id = cells.place_id group by kind, ancestor_id, who`.execute(db);
  },
});

/** Kinds that move the cells. */
const counted = kinds.filter(({ counts }) => counts).map(({ name }) => name);

const idsOf = (path: string): string[] => path.split("/").filter(Boolean);

function cellsOf(path: string, personId: string | null): { place_id: string; who: string }[] {
  return idsOf(path).flatMap((place_id) => [
    { place_id, who: anybody },
    ...(personId ? [{ place_id, who: personId }] : []),
  ]);
}
