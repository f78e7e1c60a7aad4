import { type Kysely, type Migration, sql } from "kysely";
import type { Engine } from "../engine/engine.ts";
import { answersOfAll } from "../tables/answers.ts";
import { talliesOfAll } from "../tables/tallies.ts";

/**
 * What its towns have is kept at a county too: a city has a row of each of its counties and days to add up, not of each
 * town. How long answers took is kept among the figures from here on.
 */
export const tallyAbove = (engine: Engine): Migration => ({
  async up(db: Kysely<never>) {
    // what a whole city has takes longer than a statement of a message may
    if (engine === "postgres") await sql`set local statement_timeout = 0`.execute(db);
    for (const statement of [sql`delete from tallies`, talliesOfAll, answersOfAll]) await statement.execute(db);
  },
});
