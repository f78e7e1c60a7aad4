import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { openPostgres } from "../../../src/store/engine/postgres.ts";
import { createSeal } from "../../../src/store/engine/seal.ts";
import { bindTables } from "../../../src/store/tables.ts";
import { nobody, noteToSend } from "../../../src/store/to-send.ts";
import { openEmpty, testKey } from "../open.ts";

let db: Awaited<ReturnType<typeof openEmpty>>;
beforeAll(async () => {
  db = await openEmpty("postgres");
});
afterAll(() => db.remove());

test("what counts everything anew may take longer than a statement of a message, and nothing after it", async () => {
  const postgres = openPostgres(db.url);
  try {
    const longest = async (on: typeof postgres.read) =>
      (await sql<{ statement_timeout: string }>`show statement_timeout`.execute(on)).rows[0]?.statement_timeout;
    const within = await postgres.write(async (on, run) => {
      const surroundings = { engine: "postgres", run, addressOf: () => null, toSend: noteToSend("", nobody) } as const;
      await bindTables(on, createSeal(testKey), surroundings).coverage.recount();
      return longest(on);
    });
    expect([within, await longest(postgres.read)]).toEqual(["0", "10s"]);
  } finally {
    await postgres.close();
  }
});
