import { renameSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { openSqlite } from "../../../src/store/engine/sqlite.ts";
import { openEmpty } from "../open.ts";

/** Long enough that the loop turns meanwhile. */
const counted = sql<{ n: number }>`
  with recursive n(n) as (select 1 union all select n + 1 from n where n < 300000) select count(*) as n from n`;

describe("a SQLite file read in a thread of its own", () => {
  let opened: Awaited<ReturnType<typeof openEmpty>>;
  let engine: ReturnType<typeof openSqlite>;
  beforeAll(async () => {
    opened = await openEmpty("sqlite");
    engine = openSqlite({ path: opened.file });
  });
  afterAll(async () => {
    await engine.close();
    await opened.remove();
  });

  test("the loop turns while a statement runs", async () => {
    const turns: string[] = [];
    const reading = counted.execute(engine.readApart).then(({ rows: [row] }) => turns.push(`counted ${row?.n}`));
    await setImmediate();
    turns.push("turned");
    await reading;
    expect(turns).toEqual(["turned", "counted 300000"]);
  });

  test("what was committed is there, and each statement counts", async () => {
    const before = opened.store.executed();
    await opened.store.write((tables) => tables.settings.set("seen", "yes"));
    const written = opened.store.executed();
    expect(await opened.store.readApart.settings.get("seen")).toBe("yes");
    expect([written > before, opened.store.executed() - written]).toEqual([true, 1]);
  });

  test("nothing is written through it, and what fails fails alone", async () => {
    await opened.store.write((tables) => tables.settings.set("stays", "yes"));
    const write = sql`delete from settings`.execute(engine.readApart);
    const wrong = sql`select 1 from elsewhere`.execute(engine.readApart);
    const right = counted.execute(engine.readApart);
    const outcomes = await Promise.allSettled([write, wrong, right]);
    expect(
      outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value.rows : String(outcome.reason))),
    ).toEqual([expect.stringContaining("readonly"), expect.stringContaining("no such table"), [{ n: 300_000 }]]);
    expect(await opened.store.read.settings.get("stays")).toBe("yes");
  });

  test("where its thread ends, what was asked is said not to be read, and what is asked next begins it anew", async () => {
    const copy = `${opened.file}-lost`;
    const other = openSqlite({ path: copy });
    await other.write((db) => sql`create table seen (n integer)`.execute(db));
    renameSync(copy, `${copy}-away`);
    const lost = await counted.execute(other.readApart).catch((error: unknown) => error);
    renameSync(`${copy}-away`, copy);
    expect(lost).toMatchObject({ name: "ReadingError", cause: { name: "Error" } });
    expect((await counted.execute(other.readApart)).rows).toEqual([{ n: 300_000 }]);
    await other.close();
  });

  test("what was asked before it is closed is answered", async () => {
    const other = openSqlite({ path: opened.file });
    const asked = counted.execute(other.readApart);
    await setImmediate(); // it is on its way
    await other.close();
    expect((await asked).rows).toEqual([{ n: 300_000 }]);
    await expect(counted.execute(other.readApart)).rejects.toThrow("closed");
  });
});
