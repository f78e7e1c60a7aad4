import { type Kysely, type RawBuilder, sql } from "kysely";
import { type KindName, kindOf } from "../../ledger/kinds.ts";
import type { PlaceRow, Schema } from "../schema.ts";
import { contains } from "./contains.ts";
import { momentOfDay } from "./days.ts";
import { endOfPath } from "./places.ts";
import type { Onlooker } from "./seen.ts";
import { awayOfRow, dayOfRow, isTallied, whats } from "./tallies.ts";

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
const isOneOf = (names: readonly string[]) => sql`what in (${sql.join(names)})`;

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
      sql`select coalesce(sum(n), 0) as total, ${momentOfDay(sql`cast(min(day) as bigint)`)} as oldest, coalesce(sum(s), 0) as in_state
      from (select day, sum(count) as n, sum(case when ${isOneOf([`${kind}:${state}`, `${kind}:${state}!`])} then count else 0 end) as s
        from (${rows}) k group by day having sum(count) > 0) d
      having exists (${numbering(path)})`
    );
  },

  /** Of what waits how many there are at and below each place right below one. */
  async waitingByChild(kind: KindName, parent: { readonly id: string; readonly path: string }, onlooker: Onlooker) {
    const rows = rowsOf([kind], parent.path, onlooker, {}, waitingOf(kind));
    if (rows === null || (await this.numbering(parent.path)) < 2) return null;
    const { rows: found } = await sql<{ id: string; count: number }>`
      with each_town as materialized (
        select place_id, sum(count) as n from (${rows}) k group by place_id)
      select c.id, sum(each_town.n) as count from each_town join places t on t.id = each_town.place_id
      join places c on c.parent_id = ${parent.id} and t.path >= c.path
        and t.path < substr(c.path, 1, length(c.path) - 1) || '0' group by c.id`.execute(db);
    return new Map(found.map(({ id, count }) => [id, Number(count)]));
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
function accusations(path: string, { accusationsBelow }: Onlooker): "all" | "none" | "some" {
  if (accusationsBelow.some((above) => path.startsWith(above))) return "all";
  return accusationsBelow.some((below) => below.startsWith(path)) ? "some" : "none";
}

/** Rows of a place that numbers, what, day, away and count; what accuses the onlooker is taken off. */
function rowsOf(
  kinds: readonly KindName[],
  path: string,
  onlooker: Onlooker,
  days: Days,
  among?: readonly string[],
): RawBuilder<unknown> | null {
  const shown = accusations(path, onlooker);
  if (shown === "some" || !kinds.every(isTallied)) return null;
  // what was answered in all the years is not read to know what waits: named again around it, PostgreSQL may read it all
  const names = kinds.flatMap((kind) => whats(kind, shown === "all")).filter((what) => among?.includes(what) ?? true);
  const accusing = sql`r.kind || ':' || r.state || '!'`;
  const only = among === undefined ? sql`` : sql`and ${accusing} in (${sql.join(among)})`;
  const within = (day: RawBuilder<unknown>) => sql`
    ${days.from === undefined ? sql`` : sql`and ${day} >= ${days.from}`}
    ${days.to === undefined ? sql`` : sql`and ${day} < ${days.to}`}`;
  const own =
    shown === "all" && onlooker.personId !== null
      ? sql`union all
        select p.town_id, ${accusing}, ${dayOfRow}, ${awayOfRow}, -1
        from records r cross join places p left join people w on w.id = r.author_id
        where r.accused <> '' and r.kind in (${sql.join(kinds)}) and r.withdrawn_at is null
          and ${contains(sql`r.accused`, `,${onlooker.personId},`)} ${only}
          and p.id = r.place_id and p.path >= ${path} and p.path < ${endOfPath(path)} ${within(dayOfRow)}`
      : sql``;
  return sql`
    select t.place_id, t.what, t.day, t.away, t.count from places p cross join tallies t
    where p.town_id = p.id and p.path >= ${path} and p.path < ${endOfPath(path)}
      and t.place_id = p.id and t.what in (${sql.join(names)}) ${within(sql`t.day`)} ${own}`;
}
