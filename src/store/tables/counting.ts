import { type Expression, type Kysely, type RawBuilder, sql } from "kysely";
import { idOf, idsOf } from "../../bot/place-path.ts";
import { type KindName, kinds } from "../../ledger/kinds.ts";
import { type Given, type Run, type Statement, statement } from "../engine/prepared.ts";
import { learned, unhurried } from "../engine/unhurried.ts";
import type { Schema } from "../schema.ts";
import type { Surroundings } from "../surroundings.ts";
import { groupBy } from "./group-by.ts";
import { endOfPath, prefixes } from "./places.ts";
import { reach } from "./reach.ts";

/** Everybody's cell of a place; a person's own has the person's id. */
export const anybody = "";

/** One record as the cells see it. A place above several of its places is reached once. */
type Happened = {
  readonly kind: KindName;
  /** of all its places, the first one first */
  readonly paths: readonly [string, ...string[]];
  readonly personId: string | null;
  readonly day: string;
};

/** What keeps cells: a kind over all time, or a campaign from its own place down, for the days it lasts. */
type Counter = {
  readonly campaign: string;
  readonly path: string;
  readonly from_day: string | null;
  readonly to_day: string | null;
};

/** Campaigns that keep cells of a kind on a day, each at its place. */
const campaignsOn = ({ kind, day }: Given<{ kind: string; day: string }>) => sql`
  campaigns c join places p on p.id = c.place_id where c.kind = ${kind} and c.level is not null and c.ended_at is null
    and c.from_day <= ${day} and c.to_day >= ${day}`;
const liesWithin = (path: Expression<string>, root: Expression<string>) =>
  sql<boolean>`substr(${path}, 1, length(${root})) = ${root}`;

const running = statement(
  (_, given: Given<{ kind: string; path: string; day: string }>) => sql<Counter>`
    select c.id as campaign, p.path, c.from_day, c.to_day from ${campaignsOn(given)}
      and ${liesWithin(given.path, sql.ref("p.path"))}`,
);

type Cells = Record<string, string> & Readonly<Record<"kind" | "day", string>>;
/** By the number of cells; a tree has few depths, so there are few of these. */
type Cell = Pick<Schema["coverage"], "campaign" | "place_id" | "who" | "count">;
const addedAlready = new Map<number, Statement<Cells, Cell>>();

/** One statement for so many places and persons, of the kind and of all campaigns that run there: `place0`, `path0`, `who0`, `place1` … */
function cellsAdded(count: number): Statement<Cells, Cell> {
  const known = addedAlready.get(count);
  if (known) return known;
  const made = statement((_, given: Given<Cells>) => {
    const cells = Array.from(
      { length: count },
      (_, at) => sql`(${given[`place${at}`]}, ${given[`path${at}`]}, ${given[`who${at}`]})`,
    );
    return sql<Cell>`
      insert into coverage (campaign, place_id, who, count, first_day, last_day)
      with cells(place_id, path, who) as (values ${sql.join(cells)}),
      counters(campaign, root) as (
        select ${given.kind}, '/' union all select c.id, p.path from ${campaignsOn(given)})
      select campaign, place_id, who, 1, ${given.day}, ${given.day} from counters cross join cells
      where ${liesWithin(sql.ref("cells.path"), sql.ref("counters.root"))}
      on conflict (campaign, place_id, who) do update set count = coverage.count + 1,
        first_day = case when coverage.first_day > excluded.first_day then excluded.first_day else coverage.first_day end,
        last_day = case when coverage.last_day < excluded.last_day then excluded.last_day else coverage.last_day end
      returning campaign, place_id, who, count`;
  });
  addedAlready.set(count, made);
  return made;
}

/** Kept cells: how often a place and all above it were reached, first and last. They move with the records. */
export const counting = (
  db: Kysely<Schema>,
  { engine, run }: Pick<Surroundings, "engine" | "run">,
  reached = reach(db),
) => ({
  async add({ kind, paths, personId, day }: Happened): Promise<void> {
    const given: Cells = { kind, day };
    let count = 0;
    for (const path of new Set(paths.flatMap(prefixes)))
      for (const who of whose(personId)) {
        given[`place${count}`] = idOf(path);
        given[`path${count}`] = path;
        given[`who${count}`] = who;
        count++;
      }
    const cells = (await run.all(cellsAdded(count), given)).filter(({ who }) => who === anybody);
    const begun = cells.filter((cell) => Number(cell.count) === 1);
    for (const [campaign, ids] of groupBy(begun, (cell) => cell.campaign)) {
      const all = cells.flatMap((cell) => (cell.campaign === campaign ? cell.place_id : []));
      await reached.move(
        campaign,
        ids.map(({ place_id }) => place_id),
        all,
        1,
      );
    }
  },

  /** After a record was withdrawn: counts down and finds the first and last day again. */
  async remove(happened: Happened): Promise<void> {
    for (const counter of await countersOf(happened, run)) {
      const cells = (ids: readonly string[]) => ({ campaign: counter.campaign, ids, whose: whose(happened.personId) });
      const all = placesOf(happened.paths, counter);
      const counted = new Set<string>();
      // one path after the other: what several share is found again with the last of them
      for (const path of happened.paths) {
        const onPath = placesOf([path], counter);
        if (onPath.length === 0) continue;
        const edge = (which: "min" | "max", column: "first_day" | "last_day") =>
          edgeOf({ which, column, onPath, counter, ...happened });
        const shared = onPath.filter((id) => counted.has(id));
        const isShared =
          shared.length > 0 ? sql`case when place_id in (${sql.join(shared)}) then 0 else 1 end` : sql`1`;
        await db
          .updateTable("coverage")
          .set({
            count: sql<number>`count - ${isShared}`,
            first_day: edge("min", "first_day"),
            last_day: edge("max", "last_day"),
          })
          .where(among(cells(onPath)))
          .execute();
        for (const id of onPath) counted.add(id);
      }
      const { rows } = await sql<Pick<Cell, "place_id" | "who">>`
        delete from coverage where ${among(cells(all))} and count <= 0 returning place_id, who`.execute(db);
      const ended = rows.flatMap(({ place_id, who }) => (who === anybody ? place_id : []));
      await reached.move(counter.campaign, ended, all, -1);
    }
  },

  /** Makes all cells anew from the records that stand; a campaign that has ended keeps its own. */
  async recount(): Promise<void> {
    await unhurried(db, engine);
    await sql`delete from coverage where campaign not in (select id from campaigns where ended_at is not null)`.execute(
      db,
    );
    for (const { name } of kinds.filter(({ counts }) => counts))
      await fill({ campaign: name, path: "/", from_day: null, to_day: null }, name, db);
    const { rows } = await sql<Counter & { kind: KindName }>`
      select c.id as campaign, p.path, c.from_day, c.to_day, c.kind from campaigns c join places p on p.id = c.place_id
      where c.ended_at is null and c.level is not null`.execute(db);
    for (const { kind, ...counter } of rows) await fill(counter, kind, db);
    await learned(db, engine);
    await reached.recount();
  },

  /** The cells of a campaign that is no more, or is counted anew. */
  async drop(campaign: string): Promise<void> {
    await db.deleteFrom("coverage").where("campaign", "=", campaign).execute();
    await reached.drop(campaign);
  },

  /** The cells of a campaign that begins with days that lie behind. */
  async begin(counter: Counter, kind: KindName): Promise<void> {
    await fill(counter, kind, db);
    await reached.begin(counter.campaign);
  },
});

async function countersOf({ kind, paths, day }: Happened, run: Run): Promise<Counter[]> {
  const found = new Map<string, Counter>([[kind, { campaign: kind, path: "/", from_day: null, to_day: null }]]);
  for (const path of paths)
    for (const counter of await run.all(running, { kind, path, day })) found.set(counter.campaign, counter);
  return [...found.values()];
}

const whose = (personId: string | null): string[] => (personId ? [anybody, personId] : [anybody]);

/** The ids of these places and all above them, down from the counter's own, each once. */
function placesOf(paths: readonly string[], { path: root }: Pick<Counter, "path">): string[] {
  const above = Math.max(0, idsOf(root).length - 1);
  return [...new Set(paths.filter((path) => path.startsWith(root)).flatMap((path) => idsOf(path).slice(above)))];
}

type Some = { readonly campaign: string; readonly ids: readonly string[]; readonly whose: readonly string[] };
const among = ({ campaign, ids, whose: of }: Some): RawBuilder<boolean> =>
  sql<boolean>`campaign = ${campaign} and place_id in (${sql.join(ids)}) and who in (${sql.join(of)})`;

/** Records of a kind that stand and that a counter counts. */
function standing(kind: KindName, { from_day, to_day }: Counter): RawBuilder<boolean> {
  const from = from_day === null ? sql`` : sql`and r.day >= ${from_day}`;
  const to = to_day === null ? sql`` : sql`and r.day <= ${to_day}`;
  return sql<boolean>`r.kind = ${kind} and r.withdrawn_at is null ${from} ${to}`;
}

type Edge = Happened & {
  readonly which: "min" | "max";
  readonly column: "first_day" | "last_day";
  readonly onPath: readonly string[];
  readonly counter: Counter;
};

/**
 * The first or last day of a cell on a path, found again where the one that was withdrawn stood there. The cells beside
 * the path are whole, so a cell on it is made of those, and of the records at the places on the path themselves.
 */
function edgeOf({ which, column, onPath, counter, kind, day }: Edge): RawBuilder<string> {
  const kept = sql.ref(column);
  const ids = sql.join(onPath);
  const within = sql`at.id in (${ids}) and at.path >= (select here.path from places here where here.id = coverage.place_id)`;
  const mine = sql`${standing(kind, counter)} and (coverage.who = ${anybody} or r.author_id = coverage.who)`;
  return sql<string>`case when ${kept} <> ${day} then ${kept} else coalesce((
    select ${sql.raw(which)}(day) from (
      select cell.${kept} as day from places at join places beside on beside.parent_id = at.id
      join coverage cell on cell.place_id = beside.id and cell.campaign = ${counter.campaign}
        and cell.who = coverage.who and cell.count > 0
      where beside.id not in (${ids}) and ${within}
      union all
      select r.day from places at join records r on r.place_id = at.id where ${within} and ${mine}
      union all
      select r.day from places at join record_places further on further.place_id = at.id
      join records r on r.id = further.record_id where ${within} and ${mine}
    ) days), ${day}) end`;
}

/** What two wrote down of one happening is one for everybody. */
const alone = sql`sum(case when of_id is null then 1 else 0 end)`;

/** Counts what stands. A record of several places is one at each place above them. */
async function fill(counter: Counter, kind: KindName, db: Kysely<Schema>): Promise<void> {
  const { campaign, path } = counter;
  const counted = standing(kind, counter);
  await sql`
    with recursive above(place_id, ancestor_id) as (
      select id, id from places where path >= ${path} and path < ${endOfPath(path)}
      union all select above.place_id, places.parent_id from above join places on places.id = above.ancestor_id
      join places parent on parent.id = places.parent_id
      where parent.path >= ${path} and parent.path < ${endOfPath(path)}
    ),
    single as (
      select place_id, author_id, count(*) as n, ${alone} as once, min(day) as first_day, max(day) as last_day from records r
      where ${counted} and place_id is not null and not exists (select 1 from record_places f where f.record_id = r.id)
      group by place_id, author_id
    ),
    covered as (
      select r.id, r.of_id, r.author_id, r.day, f.place_id from record_places f join records r on r.id = f.record_id where ${counted}
      union select r.id, r.of_id, r.author_id, r.day, r.place_id from record_places f join records r on r.id = f.record_id where ${counted}
    ),
    several as (
      select distinct covered.id, case when of_id is null then 1 else 0 end as once, author_id, day, ancestor_id from covered join above on above.place_id = covered.place_id
    ),
    own as (
      select ancestor_id, author_id, n, once, first_day, last_day from single join above on above.place_id = single.place_id
      union all select ancestor_id, author_id, 1, once, day, day from several
    ),
    cells as (
      select ancestor_id, ${anybody} as who, once as n, first_day, last_day from own
      union all select ancestor_id, author_id, n, first_day, last_day from own where author_id is not null
    )
    insert into coverage (campaign, place_id, who, count, first_day, last_day)
    select ${campaign}, ancestor_id, who, sum(n), min(first_day), max(last_day) from cells group by ancestor_id, who
    having sum(n) > 0`.execute(db);
}
