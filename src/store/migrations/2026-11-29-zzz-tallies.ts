import { type Kysely, type Migration, sql } from "kysely";
import type { Engine } from "../engine/engine.ts";
import { talliesOfAll } from "../tables/tallies.ts";

/** How many records a town has, by kind, state and day, is kept: what a county or a city asks is not counted one by one. */
export const tallies = (engine: Engine): Migration => ({
  async up(db: Kysely<never>) {
    const asOneTree = engine === "sqlite" ? sql` without rowid` : sql``;
    for (const statement of [
      // what a whole city has takes longer than a statement of a message may
      ...(engine === "postgres" ? [sql`set local statement_timeout = 0`] : []),
      sql`create table tallies (
        place_id text not null references places (id), what text not null, day integer not null, away integer not null,
        count integer not null, primary key (place_id, what, day, away))${asOneTree}`,
      sql`create index places_numbering on places (path, id) where town_id = id`,
      sql`create index records_accusing on records (kind, created_at) where accused <> ''`,
      sql`create index groups_deaf on groups (place_id) where hears = 'mentions' and dead_at is null`,
      talliesOfAll,
    ])
      await statement.execute(db);
  },
});
