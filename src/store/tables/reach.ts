import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Schema } from "../schema.ts";

const counted = sql`p.level in ('village', 'section', 'hamlet')`;

/** From the cells; a place that has one has one at each place above it that its counter knows. */
const fromCells = (of: RawBuilder<unknown>) => sql`
  with recursive above(place_id, ancestor_id, next_id) as (
    select id, id, parent_id from places
    union all select above.place_id, places.id, places.parent_id from above join places on places.id = above.next_id
  )
  insert into reach (campaign, place_id, level, done)
  select c.campaign, above.ancestor_id, p.level, count(*)
  from coverage c join places p on p.id = c.place_id join above on above.place_id = p.id
  join coverage held on held.campaign = c.campaign and held.place_id = above.ancestor_id and held.who = ''
  where c.who = '' and ${counted} and ${of} group by c.campaign, above.ancestor_id, p.level`;

/** Of all campaigns. */
export const reachOfAll = fromCells(sql`1 = 1`);

/** Kept figures: how many places of a level at a place and below were reached by anybody. They move when a cell begins or ends. */
export const reach = (db: Kysely<Schema>) => ({
  /** `begun`: whose cells began (1) or ended (-1); `ids`: all places from the counter's own down to them. */
  async move(campaign: string, begun: readonly string[], ids: readonly string[], by: 1 | -1): Promise<void> {
    if (begun.length === 0) return;
    await sql`
      insert into reach (campaign, place_id, level, done)
      select ${campaign}, a.id, p.level, ${sql.lit(by)} * count(*)
      from places p join places a on a.id in (${sql.join(ids)}) and substr(p.path, 1, length(a.path)) = a.path
      where p.id in (${sql.join(begun)}) and ${counted} group by a.id, p.level
      on conflict (campaign, place_id, level) do update set done = reach.done + excluded.done`.execute(db);
  },

  async recount(): Promise<void> {
    await sql`delete from reach`.execute(db);
    await reachOfAll.execute(db);
  },

  /** Of one campaign, from its cells. */
  async begin(campaign: string): Promise<void> {
    await fromCells(sql`c.campaign = ${campaign}`).execute(db);
  },

  async drop(campaign: string): Promise<void> {
    await db.deleteFrom("reach").where("campaign", "=", campaign).execute();
  },

  all: () => db.selectFrom("reach").selectAll().orderBy("campaign").orderBy("place_id").orderBy("level").execute(),
});
