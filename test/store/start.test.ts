import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { openPostgres } from "../../src/store/engine/postgres.ts";
import { migrations } from "../../src/store/migrations/index.ts";
import { engines, openEmpty } from "./open.ts";

type Opened = Awaited<ReturnType<typeof openEmpty>>;

describe.each(engines)("a start on %s", (engine) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await openEmpty(engine);
  });
  afterEach(() => opened.remove());

  test("of a database that is up to date looks at little", async () => {
    const again = await opened.again();
    expect(again.executed()).toBeLessThanOrEqual(6);
    await again.close();
  });
});

test("migrations are made in the order in which they are listed: by their names", () => {
  const names = Object.keys(migrations("sqlite"));
  expect(names).toEqual(names.toSorted());
});

test("what another schema has been through says nothing of ours", async () => {
  const opened = await openEmpty("postgres");
  const engine = openPostgres(opened.url);
  await sql`create schema ours`.execute(engine.read);
  const url = new URL(opened.url);
  url.searchParams.set("options", "-c search_path=ours,public");
  const store = await opened.again({ url: url.href });
  const made = await sql<{ name: string }>`select to_regclass('ours.records')::text as name`.execute(engine.read);
  await store.close();
  await engine.close();
  await opened.remove();
  expect(made.rows).toEqual([{ name: "ours.records" }]);
});
