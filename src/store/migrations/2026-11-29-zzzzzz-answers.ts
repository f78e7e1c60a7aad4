import { type Kysely, type Migration, sql } from "kysely";
import type { Engine } from "../engine/engine.ts";
import { answersOfAll } from "../tables/answers.ts";

/** How long answers took is kept among the figures of towns. */
export const answers = (engine: Engine): Migration => ({
  async up(db: Kysely<never>) {
    // what a whole city has takes longer than a statement of a message may
    if (engine === "postgres") await sql`set local statement_timeout = 0`.execute(db);
    await answersOfAll.execute(db);
  },
});
