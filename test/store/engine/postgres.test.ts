import { expect, test } from "@jest/globals";
import { sql } from "kysely";
import { StorageError } from "../../../src/bot/storage-error.ts";
import { atOneMoment } from "../../../src/store/engine/at-one-moment.ts";
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

test("a transaction that sees one state goes on trying while others keep changing the row it counts in", async () => {
  const database = await openPostgresDatabase();
  const { write, read, close } = openPostgres(database.url);
  try {
    await sql`create table counts (n integer not null)`.execute(read);
    await sql`insert into counts values (0)`.execute(read);
    let attempts = 0;
    await write(async (db) => {
      await atOneMoment(db, "postgres");
      await sql`select n from counts`.execute(db);
      if (++attempts < 6) await sql`update counts set n = n + 1`.execute(read);
      await sql`update counts set n = n + 100`.execute(db);
    });
    const { rows } = await sql`select n from counts`.execute(read);
    expect([attempts, rows]).toEqual([6, [{ n: 105 }]]);
  } finally {
    await close();
    await database.drop();
  }
});
