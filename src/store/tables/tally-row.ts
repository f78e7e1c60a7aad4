import { type RawBuilder, sql } from "kysely";
import { dayOfMoment } from "./days.ts";

/**
 * Rows of `town_id, what, day, away, n`, and those of a town once more for the place right above it: that one has what it
 * numbers itself and all of its towns, so that a city adds up its counties.
 */
export const withAbove = (rows: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select case when levels.above = 0 then w.id else w.parent_id end as place_id, s.what, s.day, s.away, sum(s.n) as n
  from (${rows}) s join places w on w.id = s.town_id cross join (select 0 as above union all select 1) levels
  where levels.above = 0 or (w.level = 'town' and w.parent_id is not null)
  group by 1, 2, 3, 4`;

/** Such rows, added to those of `tallies` that are there; in one order, in which messages wait for one another and never both. */
export const add = (rows: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  insert into tallies (place_id, what, day, away, count) ${withAbove(rows)} order by 1, 2, 3, 4
  on conflict (place_id, what, day, away) do update set count = tallies.count + excluded.count`;

/** Of a record `r`: the day of its writing, and the mark behind what accuses somebody. */
export const dayOfRow = dayOfMoment(sql`r.created_at`);
export const markOfRow = sql<string>`case when r.accused = '' then '' else '!' end`;
