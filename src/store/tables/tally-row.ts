import { sql } from "kysely";
import { dayOfMoment } from "./days.ts";

/** Rows of `tallies`, added to those that are there. */
export const put = sql`insert into tallies (place_id, what, day, away, count)`;
export const added = sql`on conflict (place_id, what, day, away) do update set count = tallies.count + excluded.count`;

/** Of a record `r`: the day of its writing, and the mark behind what accuses somebody. */
export const dayOfRow = dayOfMoment(sql`r.created_at`);
export const markOfRow = sql<string>`case when r.accused = '' then '' else '!' end`;
