import { type Kysely, type Migration, sql } from "kysely";
import type { Engine } from "../engine/engine.ts";
import { reachOfAll } from "../tables/reach.ts";

/** How many places of each level were reached at a place and below is kept, so that a city is not counted place by place. */
export const reach = (engine: Engine): Migration => ({
  async up(db: Kysely<never>) {
    const asOneTree = engine === "sqlite" ? sql` without rowid` : sql``;
    for (const statement of [
      // what a whole city has takes longer than a statement of a message may
      ...(engine === "postgres" ? [sql`set local statement_timeout = 0`] : []),
      sql`create table reach (
        campaign text not null, place_id text not null references places (id), level text not null,
        done integer not null, primary key (campaign, place_id, level))${asOneTree}`,
      // what was reached for the first time in this week, without a look at each place
      sql`create index coverage_begun on coverage (campaign, first_day, place_id) where who = ''`,
      reachOfAll,
    ])
      await statement.execute(db);
  },
});
