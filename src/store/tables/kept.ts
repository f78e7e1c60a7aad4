import { type Kysely, type RawBuilder, sql } from "kysely";
import { type KindName, kindOf, waitAges } from "../../ledger/kinds.ts";
import type { PlaceRow, Schema } from "../schema.ts";
import { answeredIn, answerOfRow, withAnswer } from "./answers.ts";
import { contains } from "./contains.ts";
import { momentOfDay } from "./days.ts";
import { endOfPath } from "./places.ts";
import type { Onlooker } from "./seen.ts";
import { awayOfRow, isTallied, whats } from "./tallies.ts";
import { dayOfRow, withAbove } from "./tally-row.ts";

/** Of a place, whether it numbers what lies there: then it, or what lies below it, has figures. */
export type Numbering = Pick<PlaceRow, "id" | "path" | "town_id">;

/** Days from 1970 in Asia/Shanghai: the first and, where there is one, the one behind the last. */
type Days = { readonly from?: number; readonly to?: number };

const waitingOf = (kind: KindName): string[] => {
  const { states } = kindOf(kind).lifecycle;
  return whats(kind, true).filter((what) => states[what.slice(kind.length + 1).replace("!", "")]?.waits);
};
/** The places that number what lies at a path and below; there are none below the towns. */
const numbering = (path: string) =>
  sql`select id from places where town_id = id and path >= ${path} and path < ${endOfPath(path)}`;
/** Whose rows say all of a path: what lies above towns has those of its towns too. Below the towns nothing has any. */
const sumsOf = (path: string) => sql`
  select id, path, 1 as is_sum from places where level in ('city', 'county') and path >= ${path} and path < ${endOfPath(path)}
  union all select id, path, 1 from places where path = ${path} and town_id = id and level not in ('city', 'county')`;
/** And with them the towns right below it, each by itself. */
const sumsAndTownsOf = ({ id, path }: Pick<Numbering, "id" | "path">) => sql`
  ${sumsOf(path)} union all select id, path, 0 from places where parent_id = ${id} and level = 'town'`;
const sumOf = (which: RawBuilder<unknown>) => sql`coalesce(sum(case when ${which} then count else 0 end), 0)`;
const momentOf = (day: RawBuilder<unknown>) => momentOfDay(sql`cast(${day} as bigint)`);
const isOneOf = (names: readonly string[]) => sql`what in (${sql.join(names)})`;

type WaitingBelow = {
  /** of the place right below; null: of all that is not said of one of them */
  readonly id: string | null;
  /** it is a part of what the place has, and not only told apart */
  readonly isSum: boolean;
  readonly total: number;
  readonly oldest: number | null;
  readonly inState: number;
  readonly early: number;
};

/** What `tallies` says of a path, as somebody may see it. Each is null where it cannot say it: below the towns, and to whom a part is shown. */
export const kept = (db: Kysely<Schema>) => ({
  /** How many places number what lies at a path and below, two standing for more. */
  async numbering(path: string): Promise<number> {
    const { rows } = await sql`${numbering(path)} limit 2`.execute(db);
    return rows.length;
  },

  /** Of what waits: how many, the first day, and how many are in one state; `to`: the day behind the last. No row below the towns. */
  waiting(kind: KindName, path: string, onlooker: Onlooker, state: string, to?: number): RawBuilder<unknown> | null {
    const rows = rowsOf([kind], path, onlooker, to === undefined ? {} : { to }, waitingOf(kind));
    return (
      rows &&
      sql`select coalesce(sum(count), 0) as total, ${momentOf(sql`min(case when count > 0 then day end)`)} as oldest,
        ${sumOf(isOneOf([`${kind}:${state}`, `${kind}:${state}!`]))} as in_state
      from (${rows}) k having exists (${numbering(path)})`
    );
  },

  /** The same of each place right below one, with how many were written before a day; those that are sums are all of it. */
  async waitingByChild(
    kind: KindName,
    parent: Pick<Numbering, "id" | "path">,
    onlooker: Onlooker,
    { state = "", before = 0 }: { readonly state?: string; readonly before?: number } = {},
  ): Promise<WaitingBelow[] | null> {
    const rows = rowsOf([kind], parent.path, onlooker, {}, waitingOf(kind), sumsAndTownsOf(parent));
    if (rows === null || (await this.numbering(parent.path)) < 2) return null;
    const { rows: found } = await sql<
      Record<"total" | "in_state" | "early" | "is_sum", number> & Pick<WaitingBelow, "id" | "oldest">
    >`
      with each_place as materialized (
        select path, is_sum, sum(count) as total, min(case when count > 0 then day end) as first,
          ${sumOf(isOneOf([`${kind}:${state}`, `${kind}:${state}!`]))} as in_state, ${sumOf(sql`day < ${before}`)} as early
        from (${rows}) k group by path, is_sum)
      select c.id, t.is_sum, sum(t.total) as total, sum(t.in_state) as in_state, sum(t.early) as early,
        ${momentOf(sql`min(t.first)`)} as oldest
      from each_place t left join places c on c.parent_id = ${parent.id}
        and t.path >= c.path and t.path < substr(c.path, 1, length(c.path) - 1) || '0' group by c.id, t.is_sum`.execute(
      db,
    );
    return found.map(({ id, is_sum, total, oldest, in_state, early }) => ({
      ...{ id, isSum: Number(is_sum) === 1, oldest: oldest === null ? null : Number(oldest) },
      ...{ total: Number(total), inState: Number(in_state), early: Number(early) },
    }));
  },

  /** How many were written on each day, by those at home and those away: of all since a day, or of what waits. */
  async perDay(kind: KindName, place: Numbering, onlooker: Onlooker, of: { readonly from: number } | "waiting") {
    if (place.town_id !== place.id) return null;
    const { path } = place;
    const rows =
      of === "waiting" ? rowsOf([kind], path, onlooker, {}, waitingOf(kind)) : rowsOf([kind], path, onlooker, of);
    if (rows === null) return null;
    const { rows: found } = await sql<{ day: number; away: number; count: number }>`
      select day, away, sum(count) as count from (${rows}) k
      group by day, away having sum(count) <> 0`.execute(db);
    return found.map((row) => ({ day: Number(row.day), away: Number(row.away) === 1, count: Number(row.count) }));
  },

  /** Of what was written since a day how many were first answered in each of the ages; perDay says of how many. */
  async answered(kind: KindName, place: Numbering, from: number, onlooker: Onlooker): Promise<number[] | null> {
    const rows = place.town_id === place.id ? rowsOf([kind], place.path, onlooker, { from }, "answers") : null;
    if (rows === null) return null;
    const { rows: found } = await sql<{ what: string; count: number }>`
      select what, sum(count) as count from (${rows}) k group by what`.execute(db);
    return waitAges.map((_, age) =>
      found.reduce(
        (sum, { what, count }) => (what.replace("!", "") === `${kind}>${age}` ? sum + Number(count) : sum),
        0,
      ),
    );
  },

  /** How many of some kinds were written on whole days, and how many of them by people who are away. */
  async written(kinds: readonly KindName[], path: string, days: Days, onlooker: Onlooker) {
    const rows = rowsOf(kinds, path, onlooker, days);
    if (rows === null) return null;
    const { rows: found } = await sql<{ what: string; away: number; count: number }>`
      select what, away, sum(count) as count from (${rows}) k group by what, away`.execute(db);
    return found.map(({ what, away, count }) => ({
      ...{ kind: kindOf(what.split(":")[0] ?? "").name, away: Number(away) === 1, count: Number(count) },
    }));
  },
});

/** Whether somebody is shown what accuses others at a path and below: all, none, or a part of it. */
export function accusations(path: string, { accusationsBelow }: Onlooker): "all" | "none" | "some" {
  if (accusationsBelow.some((above) => path.startsWith(above))) return "all";
  return accusationsBelow.some((below) => below.startsWith(path)) ? "some" : "none";
}

/** Rows of path, is_sum, what, day, away and count; what accuses the onlooker is taken off. */
function rowsOf(
  kinds: readonly KindName[],
  path: string,
  onlooker: Onlooker,
  days: Days,
  of: readonly string[] | "all" | "answers" = "all",
  from = sumsOf(path),
): RawBuilder<unknown> | null {
  const shown = accusations(path, onlooker);
  if (shown === "some" || !kinds.every(isTallied)) return null;
  // what was answered in all the years is not read to know what waits: named again around it, PostgreSQL may read it all
  const names = kinds.flatMap((kind) => (of === "answers" ? answeredIn : whats)(kind, shown === "all"));
  const among = typeof of === "string" ? names : names.filter((what) => of.includes(what));
  // who goes away later changes nothing of how long an answer took
  const { what, away, records, is } =
    of === "answers"
      ? { what: answerOfRow, away: sql`0`, records: withAnswer, is: sql`and r.answered_at is not null` }
      : { what: sql`r.kind || ':' || r.state || '!'`, away: awayOfRow, records: sql`records r`, is: sql`` };
  const within = (day: RawBuilder<unknown>) => sql`
    ${days.from === undefined ? sql`` : sql`and ${day} >= ${days.from}`}
    ${days.to === undefined ? sql`` : sql`and ${day} < ${days.to}`}`;
  const taken =
    shown === "all" && onlooker.personId !== null
      ? sql`left join own on own.place_id = t.place_id and own.what = t.what and own.day = t.day and own.away = t.away`
      : null;
  const own = withAbove(sql`
    select p.town_id, ${what} as what, ${dayOfRow} as day, ${away} as away, count(*) as n
    from ${records} cross join places p left join people w on w.id = r.author_id
    where r.accused <> '' ${is} and r.kind in (${sql.join(kinds)}) and r.withdrawn_at is null
      and ${contains(sql`r.accused`, `,${onlooker.personId},`)}
      and p.id = r.place_id and p.path >= ${path} and p.path < ${endOfPath(path)} ${within(dayOfRow)} group by 1, 2, 3, 4`);
  return sql`
    ${taken ? sql`with own as materialized (${own})` : sql``}
    select here.path, here.is_sum, t.what, t.day, t.away, t.count ${taken ? sql`- coalesce(own.n, 0)` : sql``} as count
    from (${from}) here cross join tallies t ${taken ?? sql``}
    where t.place_id = here.id and t.what in (${sql.join(among)}) ${within(sql`t.day`)}`;
}
