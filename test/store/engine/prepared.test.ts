import { describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { openPostgres } from "../../../src/store/engine/postgres.ts";
import { type Given, type Run, runThrough, statement } from "../../../src/store/engine/prepared.ts";
import { openSqlite } from "../../../src/store/engine/sqlite.ts";
import { onEachEngine, openEmpty } from "../open.ts";

const failedIn = statement((db, { chat, most }: Given<{ chat: string; most: number }>) =>
  db
    .selectFrom("inbox")
    .select(["key", "attempts"])
    .where("chat", "=", chat)
    .where("state", "=", "failed")
    .where("attempts", "<", most)
    .where("chat", "=", chat),
);

describe("a prepared statement", () => {
  test("has what is given as parameters, in order, each time it stands there", () => {
    expect(failedIn.on("sqlite").names).toEqual(["chat", "most", "chat"]);
    expect(failedIn.on("postgres").names).toEqual(["chat", "most", "chat"]);
  });

  test("has what stands in the source as literals, so that partial indexes are used", () => {
    expect(failedIn.on("sqlite").sql).toBe(
      `select "key", "attempts" from "inbox" where "chat" = ? and "state" = 'failed' and "attempts" < ? and "chat" = ?`,
    );
    expect(failedIn.on("postgres").sql).toBe(
      `select "key", "attempts" from "inbox" where "chat" = $1 and "state" = 'failed' and "attempts" < $2 and "chat" = $3`,
    );
  });

  test("keeps a quotation mark of the source inside its literal", () => {
    const quoted = statement((db) => db.selectFrom("inbox").select("key").where("chat", "=", "a'b"));
    expect(quoted.on("sqlite").sql).toContain("'a''b'");
  });

  test("is built once", () => {
    let built = 0;
    const counted = statement((db) => {
      built++;
      return db.selectFrom("inbox").select("key");
    });
    for (let time = 0; time < 3; time++) counted.on("sqlite");
    expect(built).toBe(1);
  });
});

const setTo = statement(
  (_, { key, value }: Given<{ key: string; value: string | null }>) =>
    sql`update settings set value = coalesce(${value}, value) where key = ${key}`,
);
const settingOf = statement((db, { key }: Given<{ key: string }>) =>
  db.selectFrom("settings").select("value").where("key", "=", key),
);

/** Gives back the rows, the first row and the number of changes. */
async function tried(run: Run) {
  const changed = await run.change(setTo, { key: "here", value: "2" });
  const unchanged = await run.change(setTo, { key: "not here", value: null });
  return {
    ...{ changed, unchanged },
    all: await run.all(settingOf, { key: "here" }),
    first: await run.first(settingOf, { key: "here" }),
    none: await run.first(settingOf, { key: "not here" }),
  };
}

const found = { changed: 1, unchanged: 0, all: [{ value: "2" }], first: { value: "2" }, none: undefined };

onEachEngine("prepared statements through Kysely", (db) => {
  test("give rows, the first of them, and how many they changed", async () => {
    await db.write((tables) => tables.settings.set("here", "1"));
    const engine = db.store.engine === "sqlite" ? openSqlite({ path: db.file }) : openPostgres(db.url);
    const outcome = await engine.write((kysely) => tried(runThrough(kysely, engine.engine)));
    await engine.close();
    expect(outcome).toEqual(found);
  });
});

test("prepared statements on a SQLite unit of work give the same, and nothing after its end", async () => {
  const db = await openEmpty("sqlite");
  await db.store.write((tables) => tables.settings.set("here", "1"));
  const engine = openSqlite({ path: db.file });
  let late: Run | undefined;
  const outcome = await engine.write((_, run) => {
    late = run;
    return tried(run);
  });
  expect(outcome).toEqual(found);
  await expect(late?.change(setTo, { key: "here", value: "3" })).rejects.toThrow("this unit of work is over");
  await engine.close();
  await db.remove();
});

const grown = statement(() => sql<Record<string, unknown>>`select * from grown`);

test("a server keeps what is built once by its name, and reads it anew when its tables have changed", async () => {
  const db = await openEmpty("postgres");
  const [ours, theirs] = [openPostgres(db.url), openPostgres(db.url)];
  try {
    await sql`create table grown (one integer)`.execute(theirs.read);
    await sql`insert into grown values (1)`.execute(theirs.read);
    const kept = await ours.write(async (kysely, run) => {
      await run.all(grown, {});
      await kysely.selectFrom("settings").select("value").execute();
      return (await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(kysely)).rows;
    });
    expect(kept).toEqual([{ statement: "select * from grown" }]);
    await sql`alter table grown add column two integer`.execute(theirs.read);
    expect(await ours.write((_, run) => run.all(grown, {}))).toEqual([{ one: 1, two: null }]);
  } finally {
    await ours.close();
    await theirs.close();
    await db.remove();
  }
});

test("however many are built, a server keeps a few hundred: those named first keep their names, later ones run without", async () => {
  // as in a process of its own: files that came before have names too
  const own: typeof import("../../../src/store/engine/prepared.ts") = await import(
    new URL("../../../src/store/engine/prepared.js?own", import.meta.url).href
  );
  const nth = (n: number) => own.statement(() => sql<{ n: number }>`select ${sql.lit(n)} as n`);
  const built = Array.from({ length: 1000 }, (_, n) => nth(n));
  const named = built.filter((one) => own.nameOf(one.on("postgres").sql) !== undefined);
  expect(named.length).toBeGreaterThan(200);
  expect(named).toEqual(built.slice(0, named.length));
  expect(own.nameOf(nth(1000).on("postgres").sql)).toBeUndefined();
  const db = await openEmpty("postgres");
  const engine = openPostgres(db.url);
  const [last] = await engine.write((_, run) => run.all(nth(999), {}));
  await engine.close();
  await db.remove();
  expect(last).toEqual({ n: 999 });
});
