import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Redis } from "ioredis";
import pg from "pg";
import { openPostgresDatabase } from "./postgres.ts";
import { openRedis } from "./redis.ts";

describe("a test's own PostgreSQL database", () => {
  test("is empty, apart from any other, and gone after drop", async () => {
    const [one, other] = await Promise.all([openPostgresDatabase(), openPostgresDatabase()]);
    await query(one.url, "CREATE TABLE place (name text)");
    expect(await query(other.url, "SELECT to_regclass('place') AS place")).toEqual([{ place: null }]);
    await Promise.all([one.drop(), other.drop()]);
    await expect(query(one.url, "SELECT 1")).rejects.toThrow("does not exist");
  });

  test("does not sort by bytes unless told to", async () => {
    const database = await openPostgresDatabase();
    const sorted = "SELECT string_agg(name, '' ORDER BY name) AS names FROM (VALUES ('a'), ('B')) AS t (name)";
    expect(await query(database.url, sorted)).toEqual([{ names: "aB" }]);
    await database.drop();
  });
});

describe("a database of a template", () => {
  const template = {
    name: "two_places",
    fill: async (url: string) => {
      await query(url, "CREATE TABLE place (name text PRIMARY KEY)");
      await query(url, "CREATE TABLE person (name text, place text REFERENCES place)");
      await query(
        url,
        "INSERT INTO place VALUES ('东卧牛村'), ('西卧牛村'); INSERT INTO person VALUES ('李大山', '东卧牛村')",
      );
    },
  };
  const held = async ({ url }: { url: string }) => [
    await query(url, "SELECT name FROM place ORDER BY name"),
    await query(url, "SELECT name FROM person"),
  ];

  test("goes to the next test as it was, whatever the last one wrote or left open", async () => {
    const first = await openPostgresDatabase(template);
    const before = await held(first);
    await query(
      first.url,
      "INSERT INTO place VALUES ('柳河村'); UPDATE place SET name = '石门' WHERE name = '西卧牛村'",
    );
    const left = new pg.Client({ connectionString: first.url });
    left.on("error", () => undefined);
    await left.connect();
    await left.query("BEGIN; LOCK TABLE person");
    await first.drop();
    const next = await openPostgresDatabase(template);
    expect([next.url, await held(next)]).toEqual([first.url, before]);
    await expect(query(next.url, "INSERT INTO person VALUES ('王秀英', '石门')")).rejects.toThrow("foreign key");
    await next.drop();
  });

  test("is two where two are open", async () => {
    const [one, other] = await Promise.all([openPostgresDatabase(template), openPostgresDatabase(template)]);
    await query(one.url, "INSERT INTO place VALUES ('柳河村')");
    expect(await query(other.url, "SELECT 1 FROM place WHERE name = '柳河村'")).toEqual([]);
    await Promise.all([one.drop(), other.drop()]);
  });

  test.each([
    ["a table more", "CREATE TABLE more (name text)"],
    ["a column less", "ALTER TABLE person DROP COLUMN place"],
    ["an index more", "CREATE INDEX more ON person (place)"],
    ["many rows", "INSERT INTO person SELECT repeat('远', 500) FROM generate_series(1, 8000)"],
  ])("with %s goes to nobody else", async (_, sql) => {
    const changed = await openPostgresDatabase(template);
    await query(changed.url, sql);
    await changed.drop();
    await expect(query(changed.url, "SELECT 1")).rejects.toThrow("does not exist");
  });
});

describe("a test's own Redis", () => {
  let server: Awaited<ReturnType<typeof openRedis>>;
  beforeAll(async () => {
    server = await openRedis();
  });
  afterAll(() => server.stop());

  test("answers on its socket, and leaves nothing when stopped", async () => {
    const client = new Redis(server.socketPath);
    expect(await client.set("a", "1")).toBe("OK");
    client.disconnect();
    await server.stop();
    expect(existsSync(server.socketPath)).toBe(false);
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
