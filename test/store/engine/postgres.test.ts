import { describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { StorageError } from "../../../src/bot/storage-error.ts";
import { atOneMoment } from "../../../src/store/engine/at-one-moment.ts";
import { openPostgres } from "../../../src/store/engine/postgres.ts";
import { type Given, statement } from "../../../src/store/engine/prepared.ts";
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

type Counted = { readonly id: number; readonly by: number };
const counted = statement(
  (_, { id, by }: Given<Counted>) =>
    sql`insert into sums values (${id}, ${by}) on conflict (id) do update set n = sums.n + ${by}`,
);
const made = statement((_, { id, by }: Given<Counted>) => sql`insert into sums values (${id}, ${by})`);
const sumOf = statement((_, { id }: Given<{ id: number }>) => sql<{ n: number }>`select n from sums where id = ${id}`);

describe("what nothing waits for", () => {
  async function withSums(play: (opened: ReturnType<typeof openPostgres>) => Promise<void>): Promise<void> {
    const database = await openPostgresDatabase();
    const opened = openPostgres(database.url);
    try {
      await sql`create table sums (id integer primary key, n integer not null check (n < 100))`.execute(opened.read);
      await play(opened);
    } finally {
      await opened.close();
      await database.drop();
    }
  }
  const sums = async ({ read }: ReturnType<typeof openPostgres>) =>
    (await sql<{ id: number; n: number }>`select id, n from sums order by id`.execute(read)).rows;

  test("is written before what is asked next, and with the commit", () =>
    withSums(async (opened) => {
      const seen = await opened.write(async (_, run) => {
        await run.send(counted, { id: 1, by: 2 });
        await run.send(counted, { id: 1, by: 3 });
        const first = await run.first(sumOf, { id: 1 });
        await run.send(counted, { id: 2, by: 7 });
        return first;
      });
      expect(seen).toEqual({ n: 5 });
      expect(await sums(opened)).toEqual([
        { id: 1, n: 5 },
        { id: 2, n: 7 },
      ]);
    }));

  test("holds nobody up until all is committed", () =>
    withSums(async (opened) => {
      await opened.write((_, run) => run.send(counted, { id: 1, by: 1 }));
      await opened.write(async (_, run) => {
        await run.send(counted, { id: 1, by: 1 });
        // another message counts in the same row, and is done before this one is
        await opened.write((__, other) => other.send(counted, { id: 1, by: 10 }));
      });
      expect(await sums(opened)).toEqual([{ id: 1, n: 12 }]);
    }));

  test.each(["asked", "only committed"])("fails all of it when it fails, where something is %s behind it", (behind) =>
    withSums(async (opened) => {
      const written = opened.write(async (_, run) => {
        await run.send(counted, { id: 1, by: 1 });
        await run.send(counted, { id: 2, by: 100 });
        if (behind === "asked") await run.first(sumOf, { id: 1 });
      });
      await expect(written).rejects.toMatchObject({ code: "23514" });
      expect(await sums(opened)).toEqual([]);
      await opened.write((_, run) => run.send(counted, { id: 3, by: 3 }));
      expect(await sums(opened)).toEqual([{ id: 3, n: 3 }]);
    }),
  );

  test("is done again with the rest when a neighbour took its key", () =>
    withSums(async (opened) => {
      let attempts = 0;
      await opened.write(async (_, run) => {
        const taken = await run.first(sumOf, { id: 1 });
        if (++attempts === 1) await opened.write((__, other) => other.send(made, { id: 1, by: 1 }));
        if (!taken) await run.send(made, { id: 1, by: 50 });
      });
      expect(attempts).toBe(2);
      expect(await sums(opened)).toEqual([{ id: 1, n: 1 }]);
    }));
});

test("work that goes on after a statement failed is not told as done", async () => {
  const database = await openPostgresDatabase();
  const { write, close } = openPostgres(database.url);
  try {
    const written = write(async (db) => {
      await sql`select 1 / 0`.execute(db).catch(() => undefined);
      return "done";
    });
    await expect(written).rejects.toThrow("did not stand");
  } finally {
    await close();
    await database.drop();
  }
});
