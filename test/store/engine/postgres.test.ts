import { expect, test } from "@jest/globals";
import { sql } from "kysely";
import { StorageError } from "../../../src/bot/storage-error.ts";
import { openPostgres } from "../../../src/store/engine/postgres.ts";
import { openPostgresDatabase } from "../../services/postgres.ts";

/** As a server does to all connections that restarts. */
test("a connection that is ended while a transaction computes costs that transaction, and not the process", async () => {
  const database = await openPostgresDatabase();
  const { write, read, close } = openPostgres(database.url);
  try {
    const cut = write(async (db) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
      const pid = rows[0]?.pid;
      await sql`select pg_terminate_backend(${pid})`.execute(read);
      const isThere = async () =>
        (await sql`select 1 from pg_stat_activity where pid = ${pid}`.execute(read)).rows.length > 0;
      while (await isThere());
      // what the server said last has come by the time that it answered another connection
      await isThere();
      await sql`select 1`.execute(db);
    });
    await expect(cut).rejects.toBeInstanceOf(StorageError);
    const { rows } = await write((db) => sql`select 1 as one`.execute(db));
    expect(rows).toEqual([{ one: 1 }]);
  } finally {
    await close();
    await database.drop();
  }
});
